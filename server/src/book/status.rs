//! The states of an order, in words and in their order.

use purchasable::OrderStatus;

/// In the database and in JSON.
pub(crate) const fn word(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Pending => "pending",
        OrderStatus::Closed => "closed",
        OrderStatus::Paid => "paid",
        OrderStatus::Granted => "granted",
        OrderStatus::Refunded => "refunded",
    }
}

pub(super) fn parse(word: &str) -> Option<OrderStatus> {
    STATUSES.into_iter().find(|status| self::word(*status) == word)
}

/// States only move towards the end of this list.
pub(crate) const STATUSES: [OrderStatus; 5] =
    [OrderStatus::Pending, OrderStatus::Closed, OrderStatus::Paid, OrderStatus::Granted, OrderStatus::Refunded];

pub(super) fn is_forward(from: OrderStatus, to: OrderStatus) -> bool {
    let place = |status| STATUSES.iter().position(|listed| *listed == status);
    place(from) < place(to)
}
