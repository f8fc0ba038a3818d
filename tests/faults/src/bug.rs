//! The bugs that the search has to find: those of the client are in `purchasable`, those of the backend in the model.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context, Error, Result};
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

/// Every bug, by name, and the bounds within which it has to be found.
pub const BUGS: [(&str, Bug, &str); 19] = [
    ("key-not-written", Bug::Client(OfClient::KeyNotWritten), "consumable/client/one/1/0/steady/raced"),
    ("journal-after-pay", Bug::Client(OfClient::JournalAfterPay), "consumable/client/one/1/0/steady/raced"),
    ("trust-the-callback", Bug::Client(OfClient::TrustTheCallback), "consumable/backend/one/1/1/steady/raced"),
    ("forget-on-cancel", Bug::Client(OfClient::ForgetOnCancel), "consumable/backend/one/1/1/steady/raced"),
    ("forget-closed", Bug::Client(OfClient::ForgetClosed), "consumable/backend/one/1/1/steady/raced"),
    ("sticky-key", Bug::Client(OfClient::StickyKey), "consumable/client/one/2/0/steady/raced"),
    ("key-from-sku", Bug::Client(OfClient::KeyFromSku), "consumable/client/one/2/0/steady/raced"),
    ("claim-before-save", Bug::Client(OfClient::AckBeforeSave), "consumable/client/one/1/0/steady/raced"),
    ("no-lease-expiry", Bug::Backend(OfBackend::NoLeaseExpiry), "consumable/client/one/1/0/steady/raced"),
    ("closed-on-failed-query", Bug::Backend(OfBackend::ClosedOnFailedQuery), "consumable/client/one/2/2/steady/raced"),
    (
        "closed-is-never-charged",
        Bug::Backend(OfBackend::ClosedIsNeverCharged),
        "consumable/client/one/1/1/steady/raced",
    ),
    ("check-outside-create", Bug::Backend(OfBackend::CheckOutsideCreate), "consumable/client/devices/2/0/steady/raced"),
    ("no-granted-status", Bug::Backend(OfBackend::NoGrantedStatus), "consumable/backend/one/1/0/steady/raced"),
    ("success-after-refund", Bug::Backend(OfBackend::SuccessAfterRefund), "consumable/client/one/1/2/steady/raced"),
    ("recover-without-live", Bug::Client(OfClient::RecoverWithoutLive), "consumable/client/one/1/0/restless/raced"),
    ("busy-freed-by-drop", Bug::Client(OfClient::BusyFreedByDrop), "consumable/client/one/1/0/restless/raced"),
    ("panel-forgotten", Bug::Client(OfClient::PanelForgotten), "consumable/client/one/1/0/steady/raced"),
    ("second-recharge", Bug::Client(OfClient::SecondRecharge), "topped-up/client/one/1/1/steady/raced"),
    ("late-answer-elsewhere", Bug::Client(OfClient::LateAnswerElsewhere), "consumable/client/one/2/0/steady/raced"),
];

impl Bug {
    /// Plants the client's part of it in this thread.
    pub fn plant(bug: Option<Self>) {
        purchasable::__test::plant(match bug {
            Some(Self::Client(bug)) => Some(bug),
            _ => None,
        });
    }
}

impl fmt::Display for Bug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(BUGS.iter().find(|(_, bug, _)| bug == self).map_or("", |(name, ..)| name))
    }
}

impl FromStr for Bug {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let known = BUGS.iter().find(|(name, ..)| *name == text);
        known.map(|(_, bug, _)| *bug).with_context(|| format!("no bug is called `{text}`; `--list` names them all"))
    }
}
