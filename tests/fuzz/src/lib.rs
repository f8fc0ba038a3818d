//! What must hold for any bytes at all, and how bytes become an input.
//!
//! `cargo xtask fuzz` looks for bytes for which it does not; the corpora of what it has found so far run as ordinary tests.
//! What stands between the parentheses of an attribute is tried in `targets/src/macro_arguments.rs` and by the tests of the
//! attribute itself, because nobody can call a crate of attributes.

mod host_answers;
mod journal_bytes;

pub use host_answers::host_answers;
pub use journal_bytes::journal_bytes;
