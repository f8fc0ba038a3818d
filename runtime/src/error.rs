//! A purchase that did not end with a receipt.

use core::fmt;
use std::sync::Arc;

use crate::{
    Beans, HostError, HostErrorKind, JournalError, Order, OrderStatus, OrdersError, OrdersErrorKind, TradeOrderId,
};

/// Why there is no receipt, and what that means for the player's Beans. Cheap to clone.
///
/// ```
/// # use purchasable::{PurchaseError, Reason, Retry};
/// fn tell(error: &PurchaseError) -> &'static str {
///     match (error.reason(), error.retry()) {
///         (Reason::Cancelled, _) => "",
///         (_, Retry::AfterRecover) => "We are still checking your payment.",
///         (_, Retry::AfterLogin) => "Please log in again.",
///         _ => "That did not work.",
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PurchaseError(Arc<Details>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Details {
    pub(crate) sku: &'static str,
    pub(crate) stage: Stage,
    pub(crate) reason: Reason,
    pub(crate) charged: Charged,
    pub(crate) topped_up: ToppedUp,
    pub(crate) order: Option<TradeOrderId>,
    pub(crate) host_error: Option<HostError>,
    pub(crate) login_required: bool,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Another purchase of this shop is under way, from its first poll until the backend has been asked. Nothing was
    /// asked.
    Busy,
    /// The player closed a panel. Not an error to show.
    Cancelled,
    /// The purchase was dropped, or [`Shop::abandon`](crate::Shop::abandon) was called, before the payment panel opened.
    Abandoned,
    /// The host refused, failed or is not there.
    Host(HostError),
    /// The game's backend refused, failed or could not be reached.
    Orders(OrdersError),
    /// The journal could not be read or written, so nothing was asked that could not be remembered.
    Journal(JournalError),
    /// Earlier orders for this item could still be paid: after a cancel or a decline as well, until the backend closes them.
    /// One that is paid comes as the purchase's receipt, unless somebody else is about to grant it. Grant what
    /// [`Shop::recover`](crate::Shop::recover) finds; for the rest, tell the player, and pass [`to_accept`](PurchaseError::to_accept) to
    /// [`Purchase::accepting`](crate::Purchase::accepting).
    EarlierOpen(Vec<Order>),
    /// The item is bought once, and the player has it.
    Owned,
    /// The backend was built from other prices; it asks this one. The game needs an update.
    PriceDrift(Beans),
    /// Topping up took so long that the order must not be paid any more.
    OrderTooOld,
    /// The player was asked to top up, and the Beans have not arrived.
    TopUpUnsettled,
    /// The outcome is unknown: the order could still be paid. The value stays in the
    /// [`Purchase`](crate::Purchase), which can [keep waiting](crate::Purchase::keep_waiting); once it is dropped,
    /// [`Shop::recover`](crate::Shop::recover) finds the order if it is paid.
    Unsettled,
    /// The order was paid, and paid back.
    Refunded,
    /// The payload is longer than [`MAX_PAYLOAD`](crate::MAX_PAYLOAD) bytes; this many.
    PayloadTooLong(usize),
}

/// Where a purchase was when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Before anything was asked.
    Start,
    /// Asking who is playing.
    Identify,
    /// Asking the host whether the wallet holds enough.
    CheckBalance,
    /// In the top-up panel.
    Recharge,
    /// Writing the journal.
    Journal,
    /// Asking the backend for an order.
    CreateOrder,
    /// In the payment panel.
    Pay,
    /// Asking the backend whether the order is paid.
    Confirm,
}

/// Whether the purchase may have cost the player anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charged {
    /// Neither the top-up panel nor the payment panel was opened.
    No,
    /// A panel was opened, the top-up panel counts too. Nobody can say yet that nothing was charged.
    Maybe,
    /// The backend has seen the payment.
    Yes,
}

/// Whether the player bought Beans on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ToppedUp {
    /// No top-up was begun, or the player cancelled it.
    No,
    /// The top-up panel was opened, and its outcome is unknown.
    Maybe,
    /// The host said that the top-up succeeded.
    Yes,
}

/// Whether, and when, trying again is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// At once, when the player asks for it.
    Now,
    /// Later: what stands in the way goes by itself.
    Later,
    /// When the player has logged in again. The purchase has not failed.
    AfterLogin,
    /// After [`Shop::recover`](crate::Shop::recover) and the grant of what it finds: the order may be paid, or be paid
    /// soon. One that is only pending then has to be [accepted](crate::Purchase::accepting), or waited for. And where the
    /// journal is damaged or has no room for this player: recovery mends it and tidies it up.
    AfterRecover,
    /// When the player has been told of the earlier orders, and the game has
    /// [accepted](crate::Purchase::accepting) them.
    AfterAccepting,
    /// With a newer build of the game.
    AfterUpdate,
    /// Not on this host, not with this order, or not ever: trying the same again does not help.
    Never,
}

impl PurchaseError {
    pub(crate) fn new(details: Details) -> Self {
        Self(Arc::new(details))
    }

    pub(crate) fn at_start(sku: &'static str, reason: Reason) -> Self {
        Self::new(Details {
            sku,
            stage: Stage::Start,
            reason,
            charged: Charged::No,
            topped_up: ToppedUp::No,
            order: None,
            host_error: None,
            login_required: false,
        })
    }

    /// The sku of the item that was to be bought.
    #[must_use]
    pub fn sku(&self) -> &'static str {
        self.0.sku
    }

    /// What went wrong.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.0.reason
    }

    /// Where it went wrong.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.0.stage
    }

    /// Whether the purchase may have cost the player anything.
    #[must_use]
    pub fn charged(&self) -> Charged {
        self.0.charged
    }

    /// Whether the player bought Beans on the way. They are in the wallet, whatever became of the purchase.
    #[must_use]
    pub fn topped_up(&self) -> ToppedUp {
        self.0.topped_up
    }

    /// The order, if it may be paid: its panel was opened, or the backend knew more of it than that it was new.
    #[must_use]
    pub fn order(&self) -> Option<&TradeOrderId> {
        self.0.order.as_ref()
    }

    /// What the host said when it did not plainly say yes, with its raw answer. It need not be the reason: a payment
    /// panel that answers nonsense leaves the outcome [unknown](Reason::Unsettled).
    #[must_use]
    pub fn host_error(&self) -> Option<&HostError> {
        if let Reason::Host(error) = self.reason() { Some(error) } else { self.0.host_error.as_ref() }
    }

    /// The earlier orders that stand in the way: what to pass to [`Purchase::accepting`](crate::Purchase::accepting)
    /// once the player has been told of them. Without those that are paid: they are for
    /// [`Shop::recover`](crate::Shop::recover) to find, and buying on top of them would be paying twice.
    #[must_use]
    pub fn to_accept(&self) -> Vec<TradeOrderId> {
        let unpaid = self.earlier().iter().filter(|order| order.status() != OrderStatus::Paid);
        unpaid.map(|order| order.id().clone()).chain(self.order().cloned()).collect()
    }

    fn earlier(&self) -> &[Order] {
        if let Reason::EarlierOpen(orders) = self.reason() { orders } else { &[] }
    }

    /// Whether, and when, trying again is safe.
    #[must_use]
    pub fn retry(&self) -> Retry {
        match self.reason() {
            _ if self.0.login_required => Retry::AfterLogin,
            // The Beans may still arrive, and a second top-up would come on top of them.
            _ if self.topped_up() == ToppedUp::Maybe && self.order().is_none() => Retry::Later,
            Reason::Journal(error) if error.needs_recovery() => Retry::AfterRecover,
            Reason::Busy | Reason::TopUpUnsettled | Reason::Journal(_) => Retry::Later,
            Reason::Unsettled => Retry::AfterRecover,
            Reason::PriceDrift(_) => Retry::AfterUpdate,
            Reason::EarlierOpen(orders) if orders.iter().any(|order| order.status() == OrderStatus::Paid) => {
                Retry::AfterRecover
            }
            Reason::Cancelled | Reason::EarlierOpen(_) if !self.to_accept().is_empty() => Retry::AfterAccepting,
            Reason::Host(error) if error.kind == HostErrorKind::Unavailable => Retry::Never,
            Reason::Host(_) if self.order().is_some() => Retry::AfterRecover,
            Reason::Orders(error) if error.kind == OrdersErrorKind::Rejected => Retry::Never,
            Reason::Owned | Reason::PayloadTooLong(_) => Retry::Never,
            Reason::Cancelled
            | Reason::Abandoned
            | Reason::EarlierOpen(_)
            | Reason::OrderTooOld
            | Reason::Refunded
            | Reason::Host(_)
            | Reason::Orders(_) => Retry::Now,
        }
    }
}

impl fmt::Display for PurchaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` was not bought: {}", self.sku(), self.reason())?;
        match (self.charged(), self.order(), self.topped_up()) {
            (Charged::Yes, ..) => f.write_str(" (the player was charged)"),
            (Charged::Maybe, Some(_), _) => f.write_str(" (it is not certain yet that nothing was charged)"),
            (Charged::Maybe, None, ToppedUp::Yes) => f.write_str(" (the player topped up, and paid for nothing)"),
            (Charged::Maybe, None, ToppedUp::Maybe) => f.write_str(" (the top-up may still arrive)"),
            (Charged::Maybe, None, ToppedUp::No) | (Charged::No, ..) => Ok(()),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("another purchase of this shop is still open"),
            Self::Cancelled => f.write_str("the player cancelled"),
            Self::Abandoned => f.write_str("the purchase was given up before the payment panel opened"),
            Self::Host(error) => error.fmt(f),
            Self::Orders(error) => error.fmt(f),
            Self::Journal(error) => error.fmt(f),
            Self::EarlierOpen(orders) => orders.iter().enumerate().try_for_each(|(at, order)| {
                let paid = order.status() == OrderStatus::Paid;
                let what = if paid { "is paid and waits to be granted" } else { "could still be paid" };
                write!(f, "{}the earlier order {} {what}", if at > 0 { ", " } else { "" }, order.id())
            }),
            Self::Owned => f.write_str("it can be bought once, and the player has it"),
            Self::PriceDrift(price) => write!(f, "the backend asks {price}; the game was built with another price"),
            Self::OrderTooOld => f.write_str("topping up took so long that the order has to be made anew"),
            Self::TopUpUnsettled => f.write_str("the top-up has not arrived in the wallet yet"),
            Self::Unsettled => f.write_str("the outcome is unknown; `recover` will find the order if it is paid"),
            Self::Refunded => f.write_str("the order was paid back"),
            Self::PayloadTooLong(length) => {
                write!(f, "its payload has {length} bytes; the most is {}", crate::MAX_PAYLOAD)
            }
        }
    }
}

impl core::error::Error for PurchaseError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self.reason() {
            Reason::Host(error) => Some(error),
            Reason::Orders(error) => Some(error),
            Reason::Journal(error) => Some(error),
            _ => None,
        }
    }
}
