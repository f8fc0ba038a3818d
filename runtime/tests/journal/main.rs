//! Nothing paid is lost, whatever happens to the storage of the journal.

mod crowded;
mod damaged;
mod refused;
#[path = "../support/mod.rs"]
mod support;
