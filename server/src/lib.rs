//! The order backend of `purchasable`: it makes orders at TikTok, hears its webhooks, and hands out each payment once.

#![forbid(unsafe_code)]
#![warn(unreachable_pub)]

mod backend;
mod book;
mod clock;
mod crash;
mod database;
mod http;
mod limits;
mod listing;
mod metrics;
mod operator;
mod outbox;
mod program;
mod random;
mod retention;
mod rounds;
mod serving;
mod sweep;
mod tiktok;
mod vault;

pub use backend::*;
pub use book::*;
pub use clock::{Clock, Millis, SystemClock};
#[cfg(feature = "crash-points")]
pub use crash::CrashPoint;
pub use database::{Database, DatabaseError};
pub use http::{Origins, Sessions, SessionsError, metrics_router, router};
pub use operator::{OperatorKey, OperatorKeyError};
pub use outbox::{Grant, GrantError, Outbox};
pub use program::run;
pub use serving::serve;
pub use tiktok::*;
pub use vault::{Vault, VaultError};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
