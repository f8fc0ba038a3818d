//! Waiting for the SDK.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::cell::RefCell;
use std::rc::Rc;

use super::{MinisBridge, js};
use crate::{Capabilities, HostBridge, HostError, Method};

/// How often the page is looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// Ends when the host offers `pay`, or with an error that says what is missing once the time is up.
#[derive(Debug)]
#[must_use = "nothing happens until the future is polled or awaited"]
pub struct Ready {
    bridge: MinisBridge,
    until: Duration,
    /// Whom the timer wakes; there is a timer for as long as there is somebody.
    sleeper: Rc<RefCell<Option<Waker>>>,
}

impl Ready {
    pub(super) fn new(bridge: MinisBridge, within: Duration) -> Self {
        Self { bridge, until: js::now().saturating_add(within), sleeper: Rc::default() }
    }

    /// Has the last waker woken by the next timer. A frame loop polls far more often than it needs timers.
    fn sleep(&self, waker: &Waker) {
        let has_timer = self.sleeper.replace(Some(waker.clone())).is_some();
        if !has_timer {
            let sleeper = self.sleeper.clone();
            let wake = move || {
                let waker = sleeper.take();
                if let Some(waker) = waker {
                    waker.wake();
                }
            };
            self.bridge.wake_after(PAUSE.min(self.until.saturating_sub(js::now())), Box::new(wake));
        }
    }
}

impl Future for Ready {
    type Output = Result<Capabilities, HostError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let pay = self.bridge.offer(Method::Pay);
        if pay.is_there() {
            return Poll::Ready(Ok(self.bridge.capabilities()));
        }
        if js::now() >= self.until {
            return Poll::Ready(Err(HostError::unavailable(pay)));
        }
        self.sleep(cx.waker());
        Poll::Pending
    }
}
