//! One question outside the flow, as a future with a deadline.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use core::time::Duration;

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
    Asking::new(shop, within, || Err(OrdersError::no_answer()), |reply| question(&*shop.orders, reply))
}

pub(super) struct Asking<T> {
    shop: Rc<Inner>,
    wait: Rc<Wait>,
    answer: Rc<Cell<Option<T>>>,
    /// What stands for the answer when none comes in time.
    silence: fn() -> T,
}

/// Whether the wait is over, by an answer or by silence, and whom to tell. The same code for every kind of answer.
#[derive(Default)]
struct Wait {
    over: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl<T: 'static> Asking<T> {
    fn new(shop: &Rc<Inner>, within: Duration, silence: fn() -> T, ask: impl FnOnce(Reply<T>)) -> Self {
        let asking = Self { shop: shop.clone(), wait: Rc::default(), answer: Rc::default(), silence };
        let (wait, answer) = (asking.wait.clone(), asking.answer.clone());
        ask(Reply::new(move |said| {
            // What comes after the silence is late.
            if !wait.over.get() {
                answer.set(Some(said));
                wait.end();
            }
        }));
        asking.wait.set_alarm(shop, within);
        asking
    }
}

impl Wait {
    fn set_alarm(self: &Rc<Self>, shop: &Rc<Inner>, within: Duration) {
        if !self.over.get() {
            let sleeper: Weak<dyn Expire> = Rc::<Self>::downgrade(self);
            shop.set_alarm(shop.bridge.now().saturating_add(within), sleeper);
        }
    }

    fn end(&self) {
        self.over.set(true);
        let waker = self.waker.take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Whether it is over, after the host was given a chance.
    fn poll(&self, shop: &Inner, cx: &Context<'_>) -> bool {
        if self.over.get() {
            return true;
        }
        drop(self.waker.replace(Some(cx.waker().clone())));
        if shop.bridge.pump() {
            cx.waker().wake_by_ref();
        }
        self.over.get()
    }
}

impl Expire for Wait {
    fn expire(self: Rc<Self>, _now: Duration) {
        self.end();
    }
}

impl<T> Future for Asking<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        if !self.wait.poll(&self.shop, cx) {
            return Poll::Pending;
        }
        Poll::Ready(self.answer.take().unwrap_or_else(self.silence))
    }
}
