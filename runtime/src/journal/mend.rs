//! A journal that cannot be read goes on with what is whole of it, and loses nothing.

use super::entries::Entries;
use super::{Journal, JournalError, Why};

/// Reads the journal. Where that fails, gives the lines that are whole, and says what has become of the text: it was set aside
/// before it was replaced by them, or it is where it was.
pub(crate) fn read_or_mend(journal: &dyn Journal) -> (Entries, Option<JournalError>) {
    match journal.load().map(Entries::parse) {
        Ok(Ok(entries)) => (entries, None),
        Ok(Err(text)) => {
            let entries = Entries::salvage(&text);
            let error = mend(journal, &text, &entries);
            (entries, Some(error))
        }
        Err(error) => (Entries::default(), Some(error)),
    }
}

fn mend(journal: &dyn Journal, text: &str, entries: &Entries) -> JournalError {
    match journal.set_aside(text).and_then(|()| journal.save(entries.as_text())) {
        Ok(()) => JournalError::of(Why::SetAside, ""),
        Err(error) => error.left_as_it_is(),
    }
}
