//! Why a journal could not be read or written.

use core::fmt;

use super::entries::MOST_ATTEMPTS;
use crate::text::{join, push_decimal};

/// The journal could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JournalError {
    pub(super) message: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// The storage does not do as it is told.
    Refused,
    /// The storage works, and its text makes no sense.
    Unreadable,
    /// One player has all the room that is kept for one.
    Crowded,
}

impl JournalError {
    /// An error with a sentence that says what the storage refused.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), kind: Kind::Refused }
    }

    /// A text that this version did not write, or that was damaged, and what comes of that.
    pub(crate) fn unreadable(outcome: &str) -> Self {
        let why = "the journal cannot be read, because it is damaged or was not written by this version; ";
        Self { message: join(&[why, outcome]), kind: Kind::Unreadable }
    }

    pub(crate) fn crowded() -> Self {
        let mut message = "the journal has no room for more than ".to_owned();
        push_decimal(&mut message, MOST_ATTEMPTS);
        message
            .push_str(" unfinished attempts of one player; call `recover`, which ends those that the backend knows of");
        Self { message, kind: Kind::Crowded }
    }

    /// Whether the storage works and its text makes no sense: written by another version, torn or damaged.
    ///
    /// Nothing is bought on top of such a text. [`Shop::recover`](crate::Shop::recover) keeps those of its lines that are
    /// whole, after it has [set aside](crate::Journal::set_aside) the text; where that is refused, it is left as it is.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.kind == Kind::Unreadable
    }

    /// Whether [`Shop::recover`](crate::Shop::recover) is what helps.
    pub(crate) fn needs_recovery(&self) -> bool {
        self.kind != Kind::Refused
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for JournalError {}
