//! Sell items for TikTok Beans in a Rust mini game.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate self as purchasable;

mod catalog;
mod check;
mod error;
pub mod flow;
mod host;
mod item;
mod journal;
mod orders;
mod reply;
mod shop;

pub use catalog::Catalog;
pub use error::{Charged, PurchaseError, Reason, Retry, Stage, ToppedUp};
pub use flow::{Step, Timing};
pub use host::*;
pub use item::{Beans, Item, Purchasable, Tier, TierId};
pub use journal::{Journal, JournalError, MemoryJournal};
pub use orders::*;
//pub use purchasable_macros::purchasable;
pub use reply::Reply;
pub use shop::{
    BoxFuture, GrantError, Granted, Purchase, Receipt, RecoverError, Recovery, Refund, Shop, TopUpPolicy, poll_now,
};

/// What the attribute and [`catalog!`] expand to. Not for use by hand, and free to change.
#[doc(hidden)]
pub mod __private {
    pub use crate::catalog::{INERT, count, flatten};
}
