//! Why a journal could not be read or written.

use core::fmt;

/// The journal could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JournalError {
    why: Why,
    /// What the storage said, or what it is about.
    detail: String,
}

/// What an error says is put into words when it is printed: a game that does not print it does not carry the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Why {
    /// The storage does not do as it is told.
    Refused,
    /// A name that does not fit into a line.
    NoName,
    /// A whole line that makes no sense.
    NoEntry,
    /// A text that makes no sense.
    Unreadable,
    /// The same, and it was set aside.
    SetAside,
    /// The same, and it could not be set aside.
    LeftAsItIs,
    /// One player has all the room that is kept for one.
    Crowded,
}

impl JournalError {
    /// An error with a sentence that says what the storage refused.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self::of(Why::Refused, message)
    }

    pub(crate) fn of(why: Why, detail: impl Into<String>) -> Self {
        Self { why, detail: detail.into() }
    }

    /// The same error as the reason why a text was left where it is.
    pub(super) fn left_as_it_is(self) -> Self {
        Self { why: Why::LeftAsItIs, ..self }
    }

    /// Whether the storage works and its text makes no sense: written by another version, torn or damaged.
    ///
    /// Nothing is bought on top of such a text. [`Shop::recover`](crate::Shop::recover) keeps those of its lines that are
    /// whole, after it has [set aside](crate::Journal::set_aside) the text; where that is refused, it is left as it is.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(self.why, Why::Unreadable | Why::SetAside | Why::LeftAsItIs)
    }

    /// Whether [`Shop::recover`](crate::Shop::recover) is what helps.
    pub(crate) fn needs_recovery(&self) -> bool {
        self.is_unreadable() || self.why == Why::Crowded
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_unreadable() {
            f.write_str("the journal cannot be read, because it is damaged or was not written by this version; ")?;
        }
        f.write_str(match self.why {
            Why::Refused => "",
            Why::NoName => "a name is too long for the journal, or has a control character: ",
            Why::NoEntry => "a line of the journal is no entry, and stays: ",
            Why::Unreadable => "call `recover`, which sets it aside",
            Why::SetAside => "it was set aside, and the lines of it that are whole are kept",
            Why::LeftAsItIs => "it is left as it is, since it could not be set aside and replaced: ",
            Why::Crowded => {
                "the journal has room for 64 unfinished attempts of one player; call `recover`, which ends those that the \
                 backend knows of"
            }
        })?;
        f.write_str(&self.detail)
    }
}

impl core::error::Error for JournalError {}
