//! What the book says no to.

use core::time::Duration;

use purchasable::MAX_PAYLOAD;

use super::MAX_PENDING;

/// A question that makes no sense for this player or this order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The player has no such order; another player may.
    #[error("this player has no order {0}")]
    UnknownOrder(String),
    /// The catalog of the backend has no such item.
    #[error("this backend does not sell `{0}`; add it to the catalog that the server was built with")]
    UnknownItem(String),
    /// Only a paid order can be claimed and acknowledged.
    #[error("order {0} is not paid")]
    NotPaid(String),
    /// An order is claimed before it is granted.
    #[error("order {0} was never claimed")]
    NeverClaimed(String),
    /// Each pending order is one that TikTok is asked about, so a player has few of them. It is said how long it takes until the
    /// oldest can be closed.
    #[error(
        "{MAX_PENDING} orders of this player wait to be paid, and that is the limit; ask again when some are paid or closed"
    )]
    TooManyOrders(Duration),
    /// Nobody is there to whom an order could be granted.
    #[error("this player was erased, and logs in again as a new one")]
    Erased,
    /// An order carries little.
    #[error("the payload has {0} bytes; the limit is {MAX_PAYLOAD}")]
    PayloadTooLarge(usize),
}

/// Why the book did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// It said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is in trouble.
    #[error("the database is in trouble: {0}")]
    Database(#[from] sqlx::Error),
}
