//! Sell items for TikTok Beans in a Rust mini game: declared once, checked by the compiler, never charged twice.
//!
//! # Declare
//!
//! [`#[purchasable]`](macro@purchasable) turns a struct into an item and an enum of unit variants into a catalog:
//!
//! ```
//! use purchasable::{Catalog, catalog, purchasable};
//!
//! #[purchasable(beans = 500, tier = "1731381720000500")]
//! struct SteelSword {
//!     sharpness: u8,
//! }
//!
//! #[purchasable(prefix = "gems.")]
//! enum Gems {
//!     #[purchasable(beans = 100, quantity = 10, unit = "gems")]
//!     Handful,
//!     #[purchasable(beans = 900, quantity = 120, unit = "gems")]
//!     Chest,
//! }
//!
//! static EVERYTHING: Catalog = catalog![SteelSword, Gems];
//! assert!(EVERYTHING.get("gems.chest").is_some());
//! ```
//!
//! # Buy
//!
//! A [`Shop`] is made of three things: a bridge to the host, the game's backend ([`Orders`]), and a [`Journal`]. On a
//! desk, `SimulatedTikTok` (feature `simulated`) is the first two; in the host, `MinisBridge` (on wasm) is the first. Journals
//! that survive a reload are `LocalStorage` for a page and `MinisStorage` for TikTok's native runtime (on wasm), and
//! `FileJournal` (feature `file`) elsewhere; [`MemoryJournal`] is for tests.
//!
//! [`Shop::purchase`], or the method `purchase` of every declared type, gives a [`Purchase`]: a future, and
//! [`poll_now`](Purchase::poll_now) for a game with a frame loop and no executor. It ends with a [`Receipt`], which
//! [`grant`](Receipt::grant) spends once, or with a [`PurchaseError`], which says whether the player may have been
//! charged and whether trying again is safe.
//!
//! # Recover
//!
//! Call [`Shop::recover`] when the game starts, and after every [`Reason::Unsettled`]. It finds the orders that a reload,
//! a dropped purchase or a late answer left behind.
//!
//! Delivery is at least once, with the order id in hand, and exactly once where the game's inventory refuses a repeated
//! order id.
//!
//! # Features
//!
//! - `simulated`: a TikTok that runs in the process, with a wallet, orders, a virtual clock and every fault by name.
//! - `trace`: what happened in a purchase, as a short text for a bug report that can be played again.
//! - `file`: `FileJournal`, a journal in a file, for a game that runs outside of a browser.
//! - `http`: `HttpOrders`, the game's backend over HTTP.
//! - `conformance`: behaviours that a bridge, a backend or a journal of your own is tried against.

#![forbid(unsafe_code)]
#![warn(unreachable_pub)]

extern crate self as purchasable;

mod bug;
mod catalog;
mod cell;
mod check;
#[cfg(feature = "conformance")]
pub mod conformance;
mod error;
mod expansion;
pub mod flow;
mod host;
mod item;
mod journal;
mod orders;
mod reply;
mod shop;
mod text;
#[cfg(feature = "trace")]
mod trace;
#[cfg(target_arch = "wasm32")]
mod waiting;

pub use catalog::Catalog;
pub use error::{Charged, PurchaseError, Reason, Retry, Stage, ToppedUp};
pub use flow::{Step, Timing};
pub use host::*;
pub use item::{Beans, Item, Purchasable, Tier, TierId};
pub use journal::*;
pub use orders::*;
pub use purchasable_macros::purchasable;
pub use reply::{AnyAnswer, Reply};
pub use shop::{BoxFuture, GrantError, Granted, Purchase, Receipt, Recovery, Refund, Shop, TopUpPolicy, poll_now};

#[cfg(feature = "trace")]
pub use trace::{EndsOtherwise, Replay, Replayed, Trace, TraceError};

/// What the attribute and [`catalog!`] expand to. Not for use by hand, and free to change.
#[doc(hidden)]
pub mod __private {
    pub use core::option::Option::{self, Some};
    pub use core::primitive::{str, u32, usize};

    pub use crate::catalog::{count, flatten};
    pub use crate::expansion::{Given, INERT, Parts, pick, unique};
    pub use crate::{Item, Purchasable, Purchase, Shop, Tier};
}

/// What the search of `tests/faults` needs to know of a shop. Not for use by hand, and free to change.
#[cfg(feature = "__test")]
#[doc(hidden)]
pub mod __test {
    pub use crate::bug::{Bug, plant};
}

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
