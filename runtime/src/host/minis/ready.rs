//! Waiting for the SDK.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use super::{dispatch, js, sdk};
use crate::{Capabilities, HostError};

/// How often the page is looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// Ends when the host offers `pay`, or with an error that says what is missing once the time is up.
#[derive(Debug)]
#[must_use = "nothing happens until the future is polled or awaited"]
pub struct Ready {
    until: Duration,
    next_look: Duration,
}

impl Ready {
    pub(super) fn new(within: Duration) -> Self {
        Self { until: js::now().saturating_add(within), next_look: Duration::ZERO }
    }
}

impl Future for Ready {
    type Output = Result<Capabilities, HostError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let (now, seen) = (js::now(), sdk::capabilities());
        if seen.pay.is_there() {
            return Poll::Ready(Ok(seen));
        }
        if now >= self.until {
            return Poll::Ready(Err(HostError::unavailable("pay", seen.pay)));
        }
        // A frame loop polls far more often; it needs no timer for each frame.
        if now >= self.next_look {
            self.next_look = now.saturating_add(PAUSE);
            let waker = cx.waker().clone();
            dispatch::wake_after(PAUSE.min(self.until.saturating_sub(now)), Box::new(move || waker.wake()));
        }
        Poll::Pending
    }
}
