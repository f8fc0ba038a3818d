//! What a person does about what no program decides: events that fit nothing, jobs that the inventory has never taken, and a
//! player who wants to be forgotten. Every deed is put on record, with who did it and why.

mod apply;
mod erase;
mod error;
mod events;
mod key;
mod operations;
mod order;
mod outbox;
mod player;

pub(crate) use error::OperatorError;
pub(crate) use events::{EventRecord, Events};
pub use key::{OperatorKey, OperatorKeyError};
pub(crate) use operations::{Operation, Signed};
pub(crate) use order::{Attempt, OrderFile, OrderSheet};
pub(crate) use outbox::JobRecord;
pub(crate) use player::PlayerFile;
