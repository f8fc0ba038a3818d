//! What survives a reload: attempts and orders that are not yet granted.
//!
//! [`entries`] is the text, [`line`](mod@line) one line of it and [`attempt`] what that tells; [`mend`] is what becomes of a text that
//! cannot be read. Each kind of storage has a file of its own.

mod attempt;
mod checksum;
mod entries;
mod error;
#[cfg(all(feature = "file", not(target_arch = "wasm32")))]
mod file;
mod line;
#[cfg(target_arch = "wasm32")]
mod local_storage;
mod memory;
mod mend;
#[cfg(target_arch = "wasm32")]
mod minis_storage;
mod places;
#[cfg(target_arch = "wasm32")]
mod web;

pub(crate) use attempt::{Attempt, Progress};
pub(crate) use entries::Entries;
pub use error::JournalError;
pub(crate) use error::Why;
#[cfg(all(feature = "file", not(target_arch = "wasm32")))]
pub use file::FileJournal;
pub(crate) use line::{attempt_of, top_up_line, top_up_of};
#[cfg(target_arch = "wasm32")]
pub use local_storage::LocalStorage;
pub use memory::MemoryJournal;
pub(crate) use mend::read_or_mend;
#[cfg(target_arch = "wasm32")]
pub use minis_storage::MinisStorage;

/// A place for one short text that outlives the game's memory.
///
/// Synchronous calls, because what they guard must be on record before the host is asked for money. The text is this
/// crate's own; an implementation stores it whole and gives it back unchanged.
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

    /// Keeps a text that makes no sense, for a person to look at, in a place that [`load`](Self::load) and
    /// [`save`](Self::save) do not touch. When this returns `Ok`, a reload finds it there.
    ///
    /// [`Shop::recover`](crate::Shop::recover) calls it with what `load` gave, before it saves what it could read. The same
    /// text may be set aside again, and need not be kept twice; none that was set aside may be dropped for another.
    ///
    /// # Errors
    ///
    /// When there is no such place, or no room in it; always, unless it is implemented. The text then stays where it is, and
    /// nothing is bought on top of it.
    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        let _ = text;
        Err(JournalError::new("this journal has no place for it; implement `Journal::set_aside`"))
    }
}

/// Reads the journal, puts a line in place of those that begin like one of these, and writes it back, within one turn: another
/// tab cannot come between. Gives what was on record before. An empty line only takes out.
pub(crate) fn replace(journal: &dyn Journal, starts: &[String], line: &str) -> Result<Entries, JournalError> {
    replace_if_room(journal, starts, line, None)
}

/// The same with the line of an attempt, in place of what was on record of it. There is room for so many of each player.
pub(crate) fn record(journal: &dyn Journal, attempt: &Attempt<'_>) -> Result<Entries, JournalError> {
    replace_if_room(journal, &[attempt_of(attempt.player, attempt.key)], &attempt.line()?, Some(attempt.player))
}

fn replace_if_room(
    journal: &dyn Journal,
    starts: &[String],
    line: &str,
    player: Option<&str>,
) -> Result<Entries, JournalError> {
    let unreadable = |_| JournalError::of(Why::Unreadable, "");
    let before = Entries::parse(journal.load()?).map_err(unreadable)?;
    let after = before.with(starts, line);
    if player.is_some_and(|player| after.are_too_many_of(player)) {
        return Err(JournalError::of(Why::Crowded, ""));
    }
    journal.save(after.as_text())?;
    Ok(before)
}
