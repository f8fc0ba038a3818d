//! A journal that cannot be read goes on with what is whole of it, and loses nothing.

use super::entries::{Entries, Salvage};
use super::{Journal, JournalError};
use crate::text::{join, push_decimal};

/// Reads the journal. Where that fails, gives the lines that are whole, and says what has become of the text: it was set aside
/// before it was replaced by them, or it is where it was.
pub(crate) fn read_or_mend(journal: &dyn Journal) -> (Entries, Option<JournalError>) {
    match journal.load().map(Entries::parse) {
        Ok(Ok(entries)) => (entries, None),
        Ok(Err(text)) => {
            let salvage = Entries::salvage(&text);
            let error = mend(journal, &text, &salvage);
            (salvage.entries, Some(error))
        }
        Err(error) => (Entries::default(), Some(error)),
    }
}

fn mend(journal: &dyn Journal, text: &str, salvage: &Salvage) -> JournalError {
    if let Err(error) = journal.set_aside(text).and_then(|()| journal.save(salvage.entries.as_text())) {
        let left = "it is left as it is, since it could not be set aside and replaced: ";
        return JournalError::unreadable(&join(&[left, &error.message]));
    }
    let mut mended = "it was set aside; of its lines ".to_owned();
    push_decimal(&mut mended, salvage.whole);
    mended.push_str(" could be read and are kept, and ");
    push_decimal(&mut mended, salvage.damaged);
    mended.push_str(" could not");
    JournalError::unreadable(&mended)
}
