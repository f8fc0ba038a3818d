//! What there is to say about the purchase of the moment.

use purchasable::{Step, TradeOrderId};

use crate::words;

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Status {
    #[default]
    Idle,
    /// Under way; after a while with a panel open, the player may stop waiting for it.
    Busy { text: &'static str, can_stop: bool },
    /// Over, well or not; the details are for support.
    Over { text: String, details: Option<String> },
    /// The player can keep waiting, or leave it to be found later.
    Unsettled { text: String, details: String },
    /// An earlier order may still be paid: the player says whether to buy all the same.
    Earlier { text: String, accept: Vec<TradeOrderId> },
}

impl Status {
    pub fn busy(step: Step, can_stop: bool) -> Self {
        Self::Busy { text: words::step(step), can_stop }
    }

    pub fn over(text: &str) -> Self {
        Self::Over { text: text.to_owned(), details: None }
    }

    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }
}
