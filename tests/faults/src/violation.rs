//! What must never be, and whether it is.

use std::fmt;

use purchasable::OrderStatus;

use crate::bounds::{Bounds, Home, PANEL_DEADLINE};
use crate::state::State;

/// A promise that was broken. Orders go by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// Beans were taken for an order, and the backend neither knows it nor will.
    ChargedForNothing(usize),
    /// The backend takes an order for paid, and nothing was taken for it.
    PaidForNothing(usize),
    /// An order was granted that was not paid.
    GrantedUnpaid(usize),
    /// A shop has handed out an order while it was being granted there.
    HandedOutTwice(usize),
    /// The backend was told that an order is granted, and the game has not saved it.
    LostGrant(usize),
    /// A panel was opened for an order while another could still be paid, which nobody had accepted.
    SecondCharge(usize, usize),
    /// A shop opened a panel beside another of its own.
    SecondPanel(usize),
    /// A panel was opened twice for an order.
    OfferedTwice(usize),
    /// A shop is free while its panel is open.
    FreeTooEarly(usize),
    /// A purchase asked for a second top-up.
    SecondRecharge,
    /// A refunded order is no longer refunded.
    RefundForgotten(usize),
    /// The order was asked for before its key was on record.
    KeyNotOnRecord,
    /// The panel was opened before the order's id was on record.
    OrderNotOnRecord(usize),
    /// The backend was told that an order was never paid whose panel was opened.
    SaidDead(usize),
    /// A purchase said that nothing was charged, and something was.
    SaidUncharged(usize),
    /// The shop panicked.
    Panicked(String),
    /// Nothing is left to happen, and not everything is settled.
    DeadEnd,
    /// What is left to happen leads around in a circle.
    Livelock,
}

impl Violation {
    /// The promise, by its number in the documentation of this package, or by name.
    #[must_use]
    pub fn promise(&self) -> &'static str {
        match self {
            Self::ChargedForNothing(_) | Self::PaidForNothing(_) => "1",
            Self::GrantedUnpaid(_) => "2",
            Self::HandedOutTwice(_) | Self::LostGrant(_) => "3",
            Self::SecondCharge(..) | Self::SecondPanel(_) | Self::OfferedTwice(_) | Self::FreeTooEarly(_) => "4",
            Self::SecondRecharge => "5",
            Self::RefundForgotten(_) => "6",
            Self::DeadEnd | Self::Livelock => "7",
            Self::KeyNotOnRecord | Self::OrderNotOnRecord(_) => "on record",
            Self::SaidDead(_) | Self::SaidUncharged(_) => "truth",
            Self::Panicked(_) => "no panic",
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.promise())?;
        match self {
            Self::ChargedForNothing(order) => {
                write!(f, "Beans were taken for order {order}, and the backend does not learn of it")
            }
            Self::PaidForNothing(order) => write!(f, "order {order} counts as paid, and no Beans were taken for it"),
            Self::GrantedUnpaid(order) => write!(f, "order {order} was granted and not paid"),
            Self::HandedOutTwice(order) => {
                write!(f, "order {order} was handed out while the same shop was granting it")
            }
            Self::LostGrant(order) => {
                write!(f, "the backend counts order {order} as granted, and the game has not saved it")
            }
            Self::SecondCharge(order, earlier) => write!(
                f,
                "the panel for order {order} opened while order {earlier} could still be paid, and nobody had accepted that"
            ),
            Self::SecondPanel(order) => {
                write!(f, "the panel for order {order} opened beside another of the same shop")
            }
            Self::OfferedTwice(order) => write!(f, "the panel for order {order} opened a second time"),
            Self::FreeTooEarly(order) => write!(f, "the shop is free while the panel for order {order} is open"),
            Self::SecondRecharge => f.write_str("one purchase asked for two top-ups"),
            Self::RefundForgotten(order) => write!(f, "order {order} was refunded, and no longer is"),
            Self::KeyNotOnRecord => f.write_str("an order was asked for under a key that the journal does not have"),
            Self::OrderNotOnRecord(order) => {
                write!(f, "the panel for order {order} opened, and the journal does not have it")
            }
            Self::SaidDead(order) => {
                write!(f, "order {order} was reported as never paid, and its panel was opened")
            }
            Self::SaidUncharged(order) => {
                write!(f, "the purchase said that nothing was charged, and order {order} was")
            }
            Self::Panicked(message) => f.write_str(message),
            Self::DeadEnd => f.write_str("nothing is left to happen, and not everything is settled"),
            Self::Livelock => f.write_str("what is left to happen goes around in a circle, and nothing gets settled"),
        }
    }
}

/// What holds in every state.
///
/// # Errors
///
/// When it does not.
pub fn check(bounds: Bounds, state: &State) -> Result<(), Violation> {
    for (number, order) in state.world.orders.iter().enumerate() {
        let known = matches!(order.status, OrderStatus::Paid | OrderStatus::Granted | OrderStatus::Refunded);
        let will_be = order.paid_news.is_some();
        if order.was_charged() && !known && !will_be {
            return Err(Violation::ChargedForNothing(number));
        }
        if !order.was_charged() && known {
            return Err(Violation::PaidForNothing(number));
        }
        if bounds.home == Home::Client && order.status == OrderStatus::Granted && !order.saved {
            return Err(Violation::LostGrant(number));
        }
    }
    for panel in &state.world.panels {
        let before_the_deadline = state.world.now < panel.opened + PANEL_DEADLINE;
        let Some((client, _)) = panel.asker else { continue };
        if before_the_deadline && !panel.abandoned && !state.clients[client].standing.busy {
            return Err(Violation::FreeTooEarly(panel.order));
        }
    }
    Ok(())
}
