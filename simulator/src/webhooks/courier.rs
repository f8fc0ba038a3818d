//! Who carries the webhooks to the backend, in the order in which they are due.

use std::{future, sync::Arc, time::Duration};

use reqwest::Client;
use tokio::{sync::Mutex, task::JoinSet, time::timeout};

use super::{delivery::Attempt, outbox::Letter, signature::HEADER};
use crate::host::Host;

/// A backend has to answer at once (`/doc/webhooks-overview/`). How long TikTok waits, no page says.
const WAIT: Duration = Duration::from_secs(10);

#[derive(Clone, Debug)]
pub struct Courier {
    host: Host,
    client: Client,
    /// The letters under way. Whoever holds the lock is the one who sends, so that putting the clock forward and the clock
    /// that runs never mix up the order.
    under_way: Arc<Mutex<JoinSet<()>>>,
}

impl Courier {
    pub fn new(host: Host, client: Client) -> Self {
        Self { host, client, under_way: Arc::default() }
    }

    /// Sends what is due whenever it is, for ever. While the clock runs nobody waits for another's answer; while it is held
    /// all comes in order.
    pub async fn run(self) {
        let mut changes = self.host.changes();
        loop {
            if self.is_held() {
                self.deliver_until(self.now()).await;
            } else {
                self.send_due().await;
            }
            tokio::select! {
                () = self.next_due() => {}
                _ = changes.changed() => {}
            }
        }
    }

    /// Puts the clock forward, and on the way delivers everything in order of time, each letter to its end. Gives back when
    /// nothing is under way any more.
    pub async fn advance(&self, by: Duration) {
        let end = self.now() + by;
        self.deliver_until(end).await;
        self.host.change(|world| world.clock.put_forward_to(end));
    }

    async fn deliver_until(&self, end: Duration) {
        let mut under_way = self.under_way.lock().await;
        while under_way.join_next().await.is_some() {}
        while let Some((delivery, letter)) = self.next_letter(end) {
            self.post(delivery, letter).await;
        }
    }

    /// Goes on to the time at which the next letter is due, if that is not after `end`.
    fn next_letter(&self, end: Duration) -> Option<(u64, Letter)> {
        let mut world = self.host.world();
        let due = world.outbox.next_due().filter(|due| *due <= end)?;
        world.clock.put_forward_to(due);
        world.take_letter()
    }

    async fn send_due(&self) {
        let mut under_way = self.under_way.lock().await;
        while under_way.try_join_next().is_some() {}
        while let Some((delivery, letter)) = self.take_letter() {
            let courier = self.clone();
            under_way.spawn(async move { courier.post(delivery, letter).await });
        }
    }

    fn take_letter(&self) -> Option<(u64, Letter)> {
        self.host.world().take_letter()
    }

    fn now(&self) -> Duration {
        self.host.world().now()
    }

    fn is_held(&self) -> bool {
        self.host.world().clock.is_held()
    }

    async fn next_due(&self) {
        let due = self.host.world().outbox.next_due();
        match due {
            Some(due) => self.host.until(due).await,
            None => future::pending().await,
        }
    }

    async fn post(&self, delivery: u64, letter: Letter) {
        let attempt = self.send(letter).await;
        self.host.change(|world| world.note(delivery, attempt));
    }

    /// Sends a letter now, and gives how that went.
    pub async fn send(&self, letter: Letter) -> Attempt {
        let request = self
            .client
            .post(&letter.url)
            .header("Content-Type", "application/json")
            .header(HEADER, &letter.signature)
            .body(letter.body)
            .send();
        let answer = timeout(WAIT, request).await;
        let (status, error) = match answer {
            Ok(Ok(response)) => (Some(response.status().as_u16()), None),
            Ok(Err(error)) => (None, Some(in_words(&error))),
            Err(_) => (None, Some(format!("no answer within {} seconds", WAIT.as_secs()))),
        };
        Attempt { at: letter.at, signature: letter.signature, status, error }
    }
}

/// What went wrong, with everything that it came from.
fn in_words(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
