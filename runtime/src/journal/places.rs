//! Where texts are kept that make no sense: a few numbered places beside the journal.
//!
//! So many, so that a fault which repeats itself does not fill the device; and none is dropped for another, because somebody
//! may have paid for what is in it.

use super::JournalError;
use crate::text::{join, push_decimal};

/// How many places there are.
pub(super) const MOST: usize = 8;

/// The name of a place beside the journal of this name.
#[cfg(all(feature = "file", not(target_arch = "wasm32")))]
pub(super) fn beside(name: &str, number: usize) -> String {
    let mut place = join(&[name, ".set-aside."]);
    push_decimal(&mut place, number);
    place
}

/// There is no room for another text here.
pub(super) fn all_taken(here: &str) -> JournalError {
    let mut message = join(&["all places for such texts are taken ", here, ", "]);
    push_decimal(&mut message, MOST);
    message.push_str(" of them; send them along with a bug report, and remove them");
    JournalError::new(message)
}
