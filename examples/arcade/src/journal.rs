//! The journal of purchases, in the page's storage.

use std::rc::Rc;

use purchasable::{Journal, JournalError};

use crate::storage::{Storage, StorageError};

const NAME: &str = "arcade.journal";

const DAMAGED: &str = "arcade.journal.damaged";

pub struct StoredJournal(Rc<dyn Storage>);

/// Keeps a text that makes no sense for a bug report, and begins a new one: nothing is bought on top of the old.
pub fn set_aside(storage: &dyn Storage) -> Result<(), StorageError> {
    storage.write(DAMAGED, &storage.read(NAME)?)?;
    storage.write(NAME, "")
}

impl StoredJournal {
    pub fn new(storage: Rc<dyn Storage>) -> Self {
        Self(storage)
    }
}

impl Journal for StoredJournal {
    fn load(&self) -> Result<String, JournalError> {
        self.0.read(NAME).map_err(refused)
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        self.0.write(NAME, text).map_err(refused)
    }
}

fn refused(StorageError(why): StorageError) -> JournalError {
    JournalError::new(why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::MemoryStorage;

    #[test]
    fn what_was_saved_is_loaded_by_the_next_page() {
        let storage = Rc::new(MemoryStorage::default());
        StoredJournal::new(storage.clone()).save("an order").expect("there is room");
        assert_eq!(StoredJournal::new(storage).load().as_deref(), Ok("an order"));
    }

    #[test]
    fn what_makes_no_sense_is_kept_for_a_bug_report() {
        let storage = Rc::new(MemoryStorage::default());
        let journal = StoredJournal::new(storage.clone());
        journal.save("torn").expect("there is room");
        set_aside(&*storage).expect("there is room");
        assert_eq!(journal.load().as_deref(), Ok(""));
        assert_eq!(storage.read(DAMAGED).as_deref(), Ok("torn"));
    }

    #[test]
    fn a_full_storage_is_an_error_and_not_a_loss() {
        let storage = Rc::new(MemoryStorage::default());
        let journal = StoredJournal::new(storage.clone());
        journal.save("an order").expect("there is room");
        storage.full.set(true);
        assert!(journal.save("another").is_err());
        assert_eq!(journal.load().as_deref(), Ok("an order"));
    }
}
