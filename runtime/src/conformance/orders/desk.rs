//! A host that does what a check says: its player pays by having TikTok tell the backend.

use core::future::{Future, poll_fn};
use core::ops::ControlFlow;
use core::pin::pin;
use core::task::{Poll, Waker};
use core::time::Duration;
use std::cell::Cell;
use std::rc::Rc;

use super::scene::Scene;
use crate::cell::with;
use crate::conformance::check::Check;
use crate::conformance::{Backend, Passing};
use crate::flow::Timing;
use crate::{
    Answer, Call, HostAnswer, HostBridge, HostError, HostErrorKind, Item, Journal, Method, Offer, Order, Orders,
    Purchasable, Reply, Shop,
};

/// Longer than any check takes.
const NEVER: Duration = Duration::from_secs(24 * 3600);
/// Between two questions whether an order is paid. What a shop waits for longer is a deadline, and the desk rings for none: a
/// backend that is far away takes the time it takes.
const PAUSE: Duration = Duration::from_secs(1);

/// Clones are the same host.
#[derive(Clone, Default)]
pub(super) struct Desk(Rc<State>);

#[derive(Default)]
struct State {
    calls: Cell<Vec<(Call, Reply<HostAnswer>)>>,
    timers: Cell<Vec<Timer>>,
    now: Cell<Duration>,
    /// Of whoever serves. A shop that has heard an answer may have something to do for the desk, and wakes nobody itself.
    waker: Cell<Option<Waker>>,
    drawn: Cell<u64>,
    seed: u64,
}

/// When to wake, and whom.
type Timer = (Duration, Box<dyn FnOnce()>);

/// What the player does with a payment panel.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Panel {
    Paid,
    Cancelled,
    /// It is paid, and the answer never comes.
    PaidUnanswered,
}

/// The item under test, as something that a shop sells.
#[derive(Debug)]
pub(super) struct Goods(pub(super) &'static Item);

impl Purchasable for Goods {
    const ITEMS: &'static [Item] = &[];

    fn item(&self) -> &'static Item {
        self.0
    }

    fn restore(_: &Order) -> Option<Self> {
        None
    }
}

impl Desk {
    /// A desk whose dice fall differently from those of every other seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(Rc::new(State { seed, ..State::default() }))
    }

    /// A shop at this desk, as one start of the game opens it.
    pub(super) fn shop(&self, orders: impl Orders + 'static, journal: impl Journal + 'static) -> Shop {
        let shop = Shop::new(self.clone(), orders, journal);
        shop.set_timing(Timing::default().with_answer(NEVER).with_panel(NEVER).with_poll(PAUSE));
        shop
    }

    /// Polls what a shop does until it is done, or until the player has paid and hears no answer.
    pub(super) async fn serve<F: Future>(
        &self,
        scene: &mut Scene<'_, impl Backend>,
        panel: Panel,
        doing: F,
    ) -> Check<Option<F::Output>> {
        let mut doing = pin!(doing);
        loop {
            let step = poll_fn(|cx| {
                if let Poll::Ready(output) = doing.as_mut().poll(cx) {
                    return Poll::Ready(ControlFlow::Break(output));
                }
                if let Some(call) = self.next_call() {
                    return Poll::Ready(ControlFlow::Continue(call));
                }
                self.0.waker.set(Some(cx.waker().clone()));
                if scene.backend.pump() || self.ring() {
                    cx.waker().wake_by_ref();
                }
                Poll::Pending
            });
            match step.await {
                ControlFlow::Break(output) => return Ok(Some(output)),
                ControlFlow::Continue((call, reply)) => {
                    let answer = answer(scene, panel, &call).await?;
                    if panel == Panel::PaidUnanswered {
                        return Ok(None);
                    }
                    reply.settle(answer);
                }
            }
        }
    }

    /// Something was brought to the desk.
    fn wake(&self) {
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }

    fn next_call(&self) -> Option<(Call, Reply<HostAnswer>)> {
        with(&self.0.calls, Vec::pop)
    }

    /// Lets one pause end.
    fn ring(&self) -> bool {
        let soon = self.0.now.get().saturating_add(PAUSE);
        let next = with(&self.0.timers, |timers| {
            timers.iter().position(|(at, _)| *at <= soon).map(|due| timers.swap_remove(due))
        });
        let Some((at, wake)) = next else { return false };
        self.0.now.set(self.0.now.get().max(at));
        wake();
        true
    }
}

async fn answer(scene: &mut Scene<'_, impl Backend>, panel: Panel, call: &Call) -> Check<HostAnswer> {
    let Call::Pay(order) = call else {
        return Ok(Err(HostError::new(HostErrorKind::Unavailable, "the desk only pays")));
    };
    if panel == Panel::Cancelled {
        return Ok(Err(HostError::new(HostErrorKind::Cancelled, "the player closed the panel")));
    }
    scene.backend.pay(order).await?;
    // Where the client grants, or the backend does so at once, there is nothing to wait for.
    let _ = scene.backend.pass(Passing::UntilGranted).await;
    Ok(Ok(Answer::Done))
}

impl HostBridge for Desk {
    fn offer(&self, method: Method) -> Offer {
        if method == Method::Pay { Offer::By("the desk") } else { Offer::NoMethod }
    }

    fn pay_tops_up(&self) -> bool {
        true
    }

    fn call(&self, call: Call, reply: Reply<HostAnswer>) {
        with(&self.0.calls, |calls| calls.push((call, reply)));
        self.wake();
    }

    fn now(&self) -> Duration {
        self.0.now.get()
    }

    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        let at = self.now().saturating_add(delay);
        with(&self.0.timers, |timers| timers.push((at, wake)));
        self.wake();
    }

    fn random(&self) -> u64 {
        self.0.drawn.set(self.0.drawn.get() + 1);
        // The two halves of an id are drawn one after the other.
        self.0.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(self.0.drawn.get())
    }
}
