//! The bugs that the search has to find: those of the client are in `purchasable`, those of the backend in the model.

use purchasable::__test::Bug as OfClient;

/// A bug of the model's backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfBackend {
    /// A lease is for ever.
    NoLeaseExpiry,
    /// An order is closed although the host did not say that it is not paid.
    ClosedOnFailedQuery,
    /// A closed order can no longer be paid.
    ClosedIsNeverCharged,
    /// Whether an earlier order is open is looked up before the order is made, and not with it.
    CheckOutsideCreate,
    /// A granted order is said to be paid.
    NoGrantedStatus,
    /// Success overwrites a refund.
    SuccessAfterRefund,
}

/// A bug that somebody planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// In the client.
    Client(OfClient),
    /// In the backend.
    Backend(OfBackend),
}

impl Bug {
    /// Plants the client's part of it in this thread.
    pub fn plant(bug: Option<Self>) {
        purchasable::__test::plant(match bug {
            Some(Self::Client(bug)) => Some(bug),
            _ => None,
        });
    }
}
