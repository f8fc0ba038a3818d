//! What survives a reload: attempts and orders that are not yet granted.

mod checksum;
mod entries;

use core::fmt;
use std::cell::RefCell;
use std::rc::Rc;

pub(crate) use entries::{Attempt, Entries, Progress, attempt_of, top_up_line, top_up_of};

/// A place for one short text that outlives the game's memory.
///
/// Two synchronous calls, because what they guard must be on record before the host is asked for money. The text is
/// this crate's own; an implementation stores it whole and gives it back unchanged.
pub trait Journal {
    /// The text saved last, or an empty one.
    ///
    /// # Errors
    ///
    /// When the storage cannot be read. A purchase then stops before it asks the host for anything.
    fn load(&self) -> Result<String, JournalError>;

    /// Replaces the text. When this returns `Ok`, a reload finds it.
    ///
    /// # Errors
    ///
    /// When the storage is full or refused. A purchase then stops before it asks the host for anything.
    ///
    /// [`JournalError::new`] is for the implementation to use.
    fn save(&self, text: &str) -> Result<(), JournalError>;
}

/// A journal that lasts as long as a handle to it: for tests, and for a first try. Clones share one text.
#[derive(Clone, Debug, Default)]
pub struct MemoryJournal(Rc<RefCell<String>>);

impl MemoryJournal {
    /// An empty journal.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Journal for MemoryJournal {
    fn load(&self) -> Result<String, JournalError> {
        Ok(self.0.borrow().clone())
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        let mut kept = self.0.borrow_mut();
        kept.clear();
        kept.push_str(text);
        Ok(())
    }
}

/// The journal could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JournalError {
    message: String,
    unreadable: bool,
}

impl JournalError {
    /// An error with a sentence that says what the storage refused.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), unreadable: false }
    }

    /// A text that this version did not write, or that was damaged.
    pub(crate) fn unreadable(message: String) -> Self {
        Self { message, unreadable: true }
    }

    /// Whether the storage works and its text makes no sense: written by another version, torn or damaged.
    ///
    /// Nothing is bought on top of such a text, and it is left as it is. To go on, keep it for a bug report and save an
    /// empty text in its place: [`Shop::recover`](crate::Shop::recover) finds what the backend knows of.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.unreadable
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for JournalError {}

/// Reads the journal, puts a line in place of those that begin like one of these, and writes it back, within one turn: another
/// tab cannot come between. Gives what was on record before. An empty line only takes out.
pub(crate) fn replace(journal: &dyn Journal, starts: &[String], line: &str) -> Result<Entries, JournalError> {
    let before = read(journal)?;
    journal.save(&before.with(starts, line).to_text())?;
    Ok(before)
}

/// Reads the journal.
pub(crate) fn read(journal: &dyn Journal) -> Result<Entries, JournalError> {
    Entries::parse(&journal.load()?)
}
