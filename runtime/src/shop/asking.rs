//! One question outside the flow, as a future with a deadline.

use core::time::Duration;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use super::Inner;
use super::alarm::Expire;
use crate::{Call, HostAnswer, HostError, HostErrorKind, Orders, OrdersAnswer, OrdersError, Reply};

/// Asks the host.
pub(super) fn host(shop: &Rc<Inner>, call: Call) -> Asking<HostAnswer> {
    // A player may look at the wallet page for as long as at any panel.
    let within = shop.timing.get().panel;
    let silence = || Err(HostError::new(HostErrorKind::NoAnswer, ""));
    Asking::new(shop, within, silence, |reply| shop.bridge.call(call, reply))
}

/// Asks the backend.
pub(super) fn orders<T: 'static>(
    shop: &Rc<Inner>,
    question: impl FnOnce(&dyn Orders, Reply<OrdersAnswer<T>>),
) -> Asking<OrdersAnswer<T>> {
    let within = shop.timing.get().answer;
    let silence = || Err(OrdersError::no_answer());
    Asking::new(shop, within, silence, |reply| question(&*shop.orders, reply))
}

pub(super) struct Asking<T> {
    shop: Rc<Inner>,
    slot: Rc<Slot<T>>,
}

/// Where the answer arrives, or what stands for it when none comes within a time.
struct Slot<T> {
    state: RefCell<State<T>>,
    silence: fn() -> T,
}

enum State<T> {
    Waiting(Option<Waker>),
    Answered(T),
    Taken,
}

impl<T: 'static> Asking<T> {
    fn new(shop: &Rc<Inner>, within: Duration, silence: fn() -> T, ask: impl FnOnce(Reply<T>)) -> Self {
        let slot = Rc::new(Slot { state: RefCell::new(State::Waiting(None)), silence });
        let answered = slot.clone();
        ask(Reply::new(move |answer| answered.fill(answer)));
        if slot.is_waiting() {
            let sleeper: Weak<dyn Expire> = Rc::<Slot<T>>::downgrade(&slot);
            shop.set_alarm(shop.bridge.now().saturating_add(within), sleeper);
        }
        Self { shop: shop.clone(), slot }
    }
}

impl<T> Slot<T> {
    fn is_waiting(&self) -> bool {
        matches!(*self.state.borrow(), State::Waiting(_))
    }

    /// Takes the answer in; one that comes after another, or after the silence, is late.
    fn fill(&self, answer: T) {
        if self.is_waiting() {
            if let State::Waiting(Some(waker)) = self.state.replace(State::Answered(answer)) {
                waker.wake();
            }
        }
    }

    fn take(&self, cx: &Context<'_>) -> Option<T> {
        match self.state.replace(State::Taken) {
            State::Answered(answer) => Some(answer),
            State::Waiting(_) => {
                self.state.replace(State::Waiting(Some(cx.waker().clone())));
                None
            }
            State::Taken => None,
        }
    }
}

impl<T> Expire for Slot<T> {
    fn expire(self: Rc<Self>, _now: Duration) {
        self.fill((self.silence)());
    }
}

impl<T> Future for Asking<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        if let Some(answer) = self.slot.take(cx) {
            return Poll::Ready(answer);
        }
        if self.shop.bridge.pump() {
            cx.waker().wake_by_ref();
        }
        self.slot.take(cx).map_or(Poll::Pending, Poll::Ready)
    }
}
