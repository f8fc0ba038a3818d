//! The journal of purchases, in the page's storage.

use std::rc::Rc;

use purchasable::{Journal, JournalError};

use crate::storage::{Storage, StorageError};

const NAME: &str = "arcade.journal";

pub struct StoredJournal(Rc<dyn Storage>);

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
    fn a_full_storage_is_an_error_and_not_a_loss() {
        let storage = Rc::new(MemoryStorage::default());
        let journal = StoredJournal::new(storage.clone());
        journal.save("an order").expect("there is room");
        storage.full.set(true);
        assert!(journal.save("another").is_err());
        assert_eq!(journal.load().as_deref(), Ok("an order"));
    }
}
