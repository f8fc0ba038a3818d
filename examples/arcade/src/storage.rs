//! Where texts are kept that outlive the page.

use core::fmt;

/// Short texts by name, as a browser's `localStorage` keeps them.
pub trait Storage {
    /// The text written last, or an empty one.
    fn read(&self, name: &str) -> Result<String, StorageError>;

    /// Replaces the text. After `Ok`, a reload finds it.
    fn write(&self, name: &str, text: &str) -> Result<(), StorageError>;
}

/// The storage is full, or the player has forbidden it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageError(pub String);

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for StorageError {}

#[cfg(test)]
pub mod testing {
    use std::cell::{Cell, RefCell};
    use std::collections::HashMap;

    use super::{Storage, StorageError};

    /// A storage in memory, which can be told to be full.
    #[derive(Default)]
    pub struct MemoryStorage {
        texts: RefCell<HashMap<String, String>>,
        pub full: Cell<bool>,
    }

    impl Storage for MemoryStorage {
        fn read(&self, name: &str) -> Result<String, StorageError> {
            Ok(self.texts.borrow().get(name).cloned().unwrap_or_default())
        }

        fn write(&self, name: &str, text: &str) -> Result<(), StorageError> {
            if self.full.get() {
                return Err(StorageError("full".to_owned()));
            }
            self.texts.borrow_mut().insert(name.to_owned(), text.to_owned());
            Ok(())
        }
    }
}
