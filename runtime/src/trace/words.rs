//! The words of a trace, one for each value.

use crate::{HostErrorKind, OrderStatus, OrdersErrorKind, Reason};

pub(super) type Table<T> = &'static [(T, &'static str)];

pub(super) const STATUSES: Table<OrderStatus> = &[
    (OrderStatus::Pending, "pending"),
    (OrderStatus::Paid, "paid"),
    (OrderStatus::Granted, "granted"),
    (OrderStatus::Closed, "closed"),
    (OrderStatus::Refunded, "refunded"),
];

pub(super) const HOST_ERRORS: Table<HostErrorKind> = &[
    (HostErrorKind::Unavailable, "unavailable"),
    (HostErrorKind::Cancelled, "cancelled"),
    (HostErrorKind::Rejected, "rejected"),
    (HostErrorKind::TimedOut, "timed-out"),
    (HostErrorKind::Malformed, "malformed"),
    (HostErrorKind::Threw, "threw"),
    (HostErrorKind::NoAnswer, "no-answer"),
];

pub(super) const ORDERS_ERRORS: Table<OrdersErrorKind> = &[
    (OrdersErrorKind::LoginRequired, "login-required"),
    (OrdersErrorKind::Unreachable, "unreachable"),
    (OrdersErrorKind::Rejected, "refused"),
    (OrdersErrorKind::Malformed, "malformed"),
];

pub(super) fn word_of<T: PartialEq>(table: Table<T>, value: &T) -> &'static str {
    table.iter().find(|(known, _)| known == value).map_or("?", |(_, word)| word)
}

pub(super) fn value_of<T: Copy>(table: Table<T>, word: &str) -> Option<T> {
    table.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
}

/// What a purchase failed of.
pub(super) fn reason(reason: &Reason) -> &'static str {
    match reason {
        Reason::Busy => "busy",
        Reason::Cancelled => "cancelled",
        Reason::Abandoned => "abandoned",
        Reason::Host(error) => word_of(HOST_ERRORS, &error.kind),
        Reason::Orders(error) => word_of(ORDERS_ERRORS, &error.kind),
        Reason::Journal(_) => "journal",
        Reason::EarlierOpen(_) => "earlier-open",
        Reason::Owned => "owned",
        Reason::PriceDrift(_) => "price-drift",
        Reason::OrderTooOld => "order-too-old",
        Reason::TopUpUnsettled => "top-up-unsettled",
        Reason::Unsettled => "unsettled",
        Reason::Refunded => "refunded",
        Reason::PayloadTooLong(_) => "payload-too-long",
    }
}
