//! Answers, as small as they can be kept: a search holds millions of them.

use std::sync::Arc;

use purchasable::{
    Answer as OfHost, AnyAnswer, Claim, Created, HostError, HostErrorKind, Order, OrderStatus, OrdersError,
    OrdersErrorKind,
};

use crate::ids::order_id;

/// What a client is answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// To what was asked of the host.
    Host(Result<Word, HostErrorKind>),
    /// To the wish for an order.
    Created(Result<Making, OrdersErrorKind>),
    /// To the question for a status.
    Status(Result<OrderStatus, OrdersErrorKind>),
    /// To the question for the open orders.
    Open(Result<Box<[Told]>, OrdersErrorKind>),
    /// To the question for a lease.
    Claim(Result<Claim, OrdersErrorKind>),
    /// To the news of a grant.
    Ack(Result<(), OrdersErrorKind>),
}

/// What a host says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// It has done what it was asked.
    Done,
    /// Whether the wallet holds enough.
    Sufficient(bool),
}

/// What became of the wish for an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Making {
    /// This order.
    Order(Told),
    /// Others stand in the way.
    EarlierOpen(Box<[Told]>),
    /// The player has the item.
    Owned,
}

/// An order, as the backend tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    /// Its number.
    pub number: usize,
    /// The key it was made under.
    pub key: Arc<str>,
    /// What the backend knows of it.
    pub status: OrderStatus,
}

impl Answer {
    /// The same for a shop that sells this.
    pub(super) fn of(&self, sku: &str) -> AnyAnswer {
        let error = |kind: &OrdersErrorKind| OrdersError::new(*kind, "");
        let order = |told: &Told| Order::new(order_id(told.number), &*told.key, sku, told.status);
        match self {
            Self::Host(Ok(Word::Done)) => AnyAnswer::Host(Ok(OfHost::Done)),
            Self::Host(Ok(Word::Sufficient(enough))) => AnyAnswer::Host(Ok(OfHost::Sufficient(*enough))),
            Self::Host(Err(kind)) => AnyAnswer::Host(Err(HostError::new(*kind, ""))),
            Self::Created(Ok(Making::Order(told))) => AnyAnswer::Created(Ok(Created::Order(order(told)))),
            Self::Created(Ok(Making::EarlierOpen(told))) => {
                AnyAnswer::Created(Ok(Created::EarlierOpen(told.iter().map(order).collect())))
            }
            Self::Created(Ok(Making::Owned)) => AnyAnswer::Created(Ok(Created::Owned)),
            Self::Created(Err(kind)) => AnyAnswer::Created(Err(error(kind))),
            Self::Status(answer) => AnyAnswer::Status(answer.as_ref().copied().map_err(error)),
            Self::Open(Ok(told)) => AnyAnswer::Open(Ok(told.iter().map(order).collect())),
            Self::Open(Err(kind)) => AnyAnswer::Open(Err(error(kind))),
            Self::Claim(answer) => AnyAnswer::Claim(answer.as_ref().copied().map_err(error)),
            Self::Ack(answer) => AnyAnswer::Ack(answer.as_ref().copied().map_err(error)),
        }
    }
}
