//! Bugs that the search of `tests/faults` plants, to see that it finds them. Without the feature `__test` there are none.

/// A step left out or done wrong, as a client by hand might.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(not(feature = "__test"), expect(unreachable_pub, reason = "only the feature shows it"))]
pub enum Bug {
    /// The order is asked for, and its key never goes on record.
    KeyNotWritten,
    /// The order's id goes on record after its panel was opened.
    JournalAfterPay,
    /// The host's word for a payment is a payment.
    TrustTheCallback,
    /// A cancelled order leaves the journal.
    ForgetOnCancel,
    /// Recovery takes a closed order for one that was never charged.
    ForgetClosed,
    /// Every purchase of a shop has the same key.
    StickyKey,
    /// Every purchase of an item has the same key.
    KeyFromSku,
    /// The backend hears of a grant before the game has saved.
    AckBeforeSave,
    /// Recovery hands out what somebody in the shop is looking after.
    RecoverWithoutLive,
    /// A purchase that is dropped frees the shop while its panel is open.
    BusyFreedByDrop,
    /// An order whose panel was opened counts as one that was never paid.
    PanelForgotten,
    /// A wallet that is still short is topped up again.
    SecondRecharge,
    /// A late answer goes to the purchase of the moment.
    LateAnswerElsewhere,
}

#[cfg(feature = "__test")]
mod planted {
    use std::cell::Cell;

    use super::Bug;

    std::thread_local! {
        static PLANTED: Cell<Option<Bug>> = const { Cell::new(None) };
    }

    /// Chooses the bug of this thread.
    pub fn plant(bug: Option<Bug>) {
        PLANTED.set(bug);
    }

    pub(crate) fn is(bug: Bug) -> bool {
        PLANTED.get() == Some(bug)
    }
}

#[cfg(feature = "__test")]
pub(crate) use planted::is;
#[cfg(feature = "__test")]
pub use planted::plant;

#[cfg(not(feature = "__test"))]
pub(crate) const fn is(_: Bug) -> bool {
    false
}
