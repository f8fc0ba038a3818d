//! Where texts are kept that make no sense: a few numbered places beside the journal.
//!
//! So many, so that a fault which repeats itself does not fill the device; and none is dropped for another, because somebody
//! may have paid for what is in it.

use super::JournalError;

/// How many places there are.
pub(super) const MOST: usize = 8;

/// The name of a place beside the journal of this name.
#[cfg(all(feature = "file", not(target_arch = "wasm32")))]
pub(super) fn beside(name: &str, number: usize) -> String {
    format!("{name}.set-aside.{number}")
}

/// There is no room for another text here.
pub(super) fn all_taken(here: &str) -> JournalError {
    JournalError::new(format!(
        "all places for such texts are taken {here}, {MOST} of them; send them along with a bug report, and remove them"
    ))
}
