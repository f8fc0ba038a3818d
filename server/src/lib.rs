//! The order backend of `purchasable`: it makes orders at TikTok, hears its webhooks, and hands out each payment once.

#![forbid(unsafe_code)]
#![warn(unreachable_pub)]

mod book;
mod clock;
mod database;
mod outbox;
mod random;
mod tiktok;

pub use book::*;
pub use clock::{Clock, Millis, SystemClock};
pub use database::{Database, DatabaseError};
pub use tiktok::*;
