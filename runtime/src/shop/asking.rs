//! One question: to whom it goes, and the wait for its answer.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use super::Inner;
use crate::flow::{Moment, Ticket};
use crate::reply::Asker;
use crate::{AnyAnswer, Call, HostError, OrdersError, Reply, TradeOrderId};

/// What a shop asks.
pub(super) enum Question {
    Host(Call),
    Player,
    Status(TradeOrderId),
    Open,
    Claim(TradeOrderId),
    Ack(TradeOrderId),
}

impl Question {
    /// What stands for the answer when none comes in time.
    fn silence(&self) -> fn() -> AnyAnswer {
        match self {
            Self::Host(_) => || AnyAnswer::Host(Err(HostError::no_answer())),
            Self::Player => || AnyAnswer::Player(Err(OrdersError::no_answer())),
            Self::Status(_) => || AnyAnswer::Status(Err(OrdersError::no_answer())),
            Self::Open => || AnyAnswer::Open(Err(OrdersError::no_answer())),
            Self::Claim(_) => || AnyAnswer::Claim(Err(OrdersError::no_answer())),
            Self::Ack(_) => || AnyAnswer::Ack(Err(OrdersError::no_answer())),
        }
    }
}

impl Inner {
    /// Asks, and has the answer brought to `asker`.
    pub(super) fn ask(&self, question: Question, asker: Rc<dyn Asker>, ticket: Ticket) {
        match question {
            Question::Host(call) => self.bridge.call(call, Reply::to(asker, ticket)),
            Question::Player => self.orders.player(Reply::to(asker, ticket)),
            Question::Status(order) => self.orders.status(&order, Reply::to(asker, ticket)),
            Question::Open => self.orders.open(Reply::to(asker, ticket)),
            Question::Claim(order) => self.orders.claim(&order, &self.claimant, Reply::to(asker, ticket)),
            Question::Ack(order) => self.orders.ack(&order, &self.claimant, Reply::to(asker, ticket)),
        }
    }
}

/// Asks outside of a purchase. What is given has an answer of the question's kind, sooner or later.
pub(super) fn ask(shop: &Rc<Inner>, question: Question) -> Asking {
    let timing = shop.timing.get();
    // A player may look at the wallet page for as long as at any panel.
    let within = if matches!(question, Question::Host(_)) { timing.panel } else { timing.answer };
    let (silence, until) = (question.silence(), shop.now().after(within));
    let wait = Rc::new(Wait { until, over: Cell::default(), answer: Cell::default(), waker: Cell::default() });
    shop.ask(question, wait.clone(), Ticket::default());
    if !wait.over.get() {
        let sleeper: Weak<dyn Asker> = Rc::<Wait>::downgrade(&wait);
        shop.set_alarm(until, sleeper);
    }
    Asking { shop: shop.clone(), wait, silence }
}

pub(super) struct Asking {
    shop: Rc<Inner>,
    wait: Rc<Wait>,
    silence: fn() -> AnyAnswer,
}

/// Over by an answer or by silence. What comes after the silence is late.
struct Wait {
    until: Moment,
    over: Cell<bool>,
    answer: Cell<Option<AnyAnswer>>,
    waker: Cell<Option<Waker>>,
}

impl Wait {
    fn end(&self) {
        self.over.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Asker for Wait {
    fn hear(self: Rc<Self>, _: Ticket, answer: AnyAnswer) {
        if !self.over.get() {
            self.answer.set(Some(answer));
            self.end();
        }
    }

    fn wake(self: Rc<Self>, now: Moment) -> Option<Moment> {
        if now < self.until {
            return Some(self.until).filter(|_| !self.over.get());
        }
        self.end();
        None
    }

    #[cfg(feature = "__test")]
    fn awaits(&self, _: Ticket) -> bool {
        !self.over.get()
    }

    #[cfg(feature = "__test")]
    fn fingerprint(&self, now: Moment, mut hasher: &mut dyn core::hash::Hasher) {
        let left = Some(self.until.since(now)).filter(|_| !self.over.get());
        core::hash::Hash::hash(&left, &mut hasher);
    }
}

impl Future for Asking {
    type Output = AnyAnswer;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<AnyAnswer> {
        let Self { shop, wait, silence } = &*self;
        if !wait.over.get() {
            wait.waker.set(Some(cx.waker().clone()));
            if shop.bridge.pump() {
                cx.waker().wake_by_ref();
            }
        }
        if !wait.over.get() {
            return Poll::Pending;
        }
        Poll::Ready(wait.answer.take().unwrap_or_else(silence))
    }
}
