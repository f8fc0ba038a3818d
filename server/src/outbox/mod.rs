//! What the game's inventory has yet to hear, where the backend holds it.
//!
//! A job is written in the transaction of the payment or refund that it is about, and done afterwards, as often as it takes:
//! an inventory in trouble loses no payment, and keeps no webhook waiting. Whoever takes a job puts down until when nobody
//! else should; that holds for every copy of the server, because it is in the database.

mod grant;
mod job;
mod worker;

pub use grant::{Grant, GrantError};
pub(crate) use job::Job;
pub use worker::Outbox;
