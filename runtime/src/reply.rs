//! The way back for an answer: settled once, by whoever was asked.

use core::fmt;
use core::marker::PhantomData;
use std::cell::Cell;
use std::rc::Rc;

use crate::flow::{Moment, Ticket};
use crate::{
    Claim, Created, HostAnswer, HostError, Order, OrderStatus, OrdersAnswer, OrdersError, PlayerTag, TradeOrderId,
};

/// Where the answer to one question goes.
///
/// [`settle`](Reply::settle) consumes it, so a question cannot be answered twice. Dropping it means that the answer
/// never comes; every question asked by this crate has a deadline, so nothing waits for ever.
///
/// `T` is the [`HostAnswer`], or the [`OrdersAnswer`] of one of the kinds of [`AnyAnswer`].
#[must_use = "a reply that is dropped leaves its question unanswered; call `settle`"]
pub struct Reply<T> {
    // The same for every kind of answer, so that what carries an answer is in the program once.
    asker: Rc<dyn Asker>,
    ticket: Ticket,
    answer: PhantomData<fn(T)>,
}

/// Somebody who has asked, and who may wait for the time.
pub(crate) trait Asker {
    /// Takes the answer to the question with this ticket.
    fn hear(self: Rc<Self>, ticket: Ticket, answer: AnyAnswer);

    /// An alarm rings that was set for this time or a later one. Gives the time to ring again, if that was too early.
    fn wake(self: Rc<Self>, _now: Moment) -> Option<Moment> {
        None
    }

    /// Whether the answer to its question with this ticket would still count.
    #[cfg(feature = "__test")]
    fn awaits(&self, _ticket: Ticket) -> bool {
        true
    }

    /// What it remembers, with its times counted from now.
    #[cfg(feature = "__test")]
    fn fingerprint(&self, _now: Moment, _hasher: &mut dyn core::hash::Hasher) {}
}

impl<T> Reply<T> {
    /// A reply that hands the answer to `receive`.
    pub fn new(receive: impl FnOnce(T) + 'static) -> Self
    where
        T: TryFrom<AnyAnswer> + 'static,
    {
        let receive = move |answer: AnyAnswer| {
            if let Ok(answer) = answer.try_into() {
                receive(answer);
            }
        };
        Self::to(Rc::new(Receiver(Cell::new(Some(receive)))), Ticket::default())
    }

    pub(crate) fn to(asker: Rc<dyn Asker>, ticket: Ticket) -> Self {
        Self { asker, ticket, answer: PhantomData }
    }

    /// Whether an answer would still count: of those to which a late answer changes nothing.
    #[cfg(feature = "__test")]
    #[doc(hidden)]
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        self.asker.awaits(self.ticket)
    }

    /// What whoever asked remembers, with its times counted from now.
    #[cfg(feature = "__test")]
    #[doc(hidden)]
    pub fn fingerprint(&self, now: core::time::Duration, hasher: &mut dyn core::hash::Hasher) {
        self.asker.fingerprint(now.into(), hasher);
    }

    /// Gives the answer. It may be given inside the call that asked, or at any time after it.
    pub fn settle(self, answer: T)
    where
        T: Into<AnyAnswer>,
    {
        self.asker.hear(self.ticket, answer.into());
    }
}

struct Receiver<F>(Cell<Option<F>>);

impl<F: FnOnce(AnyAnswer)> Asker for Receiver<F> {
    fn hear(self: Rc<Self>, _: Ticket, answer: AnyAnswer) {
        if let Some(receive) = self.0.take() {
            receive(answer);
        }
    }
}

impl AnyAnswer {
    /// The host's answer to the call that was made.
    pub(crate) fn of_host(self) -> HostAnswer {
        self.try_into().unwrap_or_else(|_| Err(HostError::no_answer()))
    }

    /// The backend's answer to the question that was asked.
    pub(crate) fn of_orders<T>(self) -> OrdersAnswer<T>
    where
        OrdersAnswer<T>: TryFrom<Self>,
    {
        self.try_into().unwrap_or_else(|_| Err(OrdersError::no_answer()))
    }
}

macro_rules! kinds_of_answer {
    ($($(#[$doc:meta])+ $kind:ident($answer:ty),)+) => {
        /// An answer to any of the questions that a shop asks.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum AnyAnswer {$(
            $(#[$doc])+
            $kind($answer),
        )+}

        $(
            impl From<$answer> for AnyAnswer {
                fn from(answer: $answer) -> Self {
                    Self::$kind(answer)
                }
            }

            /// Gives it back when it is the answer to another question.
            impl TryFrom<AnyAnswer> for $answer {
                type Error = AnyAnswer;

                fn try_from(answer: AnyAnswer) -> Result<Self, AnyAnswer> {
                    if let AnyAnswer::$kind(answer) = answer { Ok(answer) } else { Err(answer) }
                }
            }
        )+
    };
}

kinds_of_answer! {
    /// The host's, to [`HostBridge::call`](crate::HostBridge::call).
    Host(HostAnswer),
    /// To [`Orders::player`](crate::Orders::player).
    Player(OrdersAnswer<PlayerTag>),
    /// To [`Orders::create`](crate::Orders::create).
    Created(OrdersAnswer<Created>),
    /// To [`Orders::status`](crate::Orders::status).
    Status(OrdersAnswer<OrderStatus>),
    /// To [`Orders::open`](crate::Orders::open).
    Open(OrdersAnswer<Vec<Order>>),
    /// To [`Orders::claim`](crate::Orders::claim).
    Claim(OrdersAnswer<Claim>),
    /// To [`Orders::ack`](crate::Orders::ack).
    Ack(OrdersAnswer<()>),
    /// To what makes the orders of a [`HostOnly`](crate::HostOnly).
    Made(OrdersAnswer<TradeOrderId>),
}

impl<T> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reply")
    }
}
