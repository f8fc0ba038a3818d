//! A journal without a storage.

use std::cell::RefCell;
use std::rc::Rc;

use super::places::{self, MOST};
use super::{Journal, JournalError};

/// A journal that lasts as long as a handle to it: for tests, and for a first try. Clones share one text.
#[derive(Clone, Debug, Default)]
pub struct MemoryJournal(Rc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    text: RefCell<String>,
    set_aside: RefCell<Vec<String>>,
}

impl MemoryJournal {
    /// An empty journal.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was set aside because it made no sense, oldest first; at most eight texts.
    #[must_use]
    pub fn texts_set_aside(&self) -> Vec<String> {
        self.0.set_aside.borrow().clone()
    }
}

impl Journal for MemoryJournal {
    fn load(&self) -> Result<String, JournalError> {
        Ok(self.0.text.borrow().clone())
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        let mut kept = self.0.text.borrow_mut();
        kept.clear();
        kept.push_str(text);
        Ok(())
    }

    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        let mut set_aside = self.0.set_aside.borrow_mut();
        if set_aside.iter().any(|kept| kept == text) {
            return Ok(());
        }
        if set_aside.len() == MOST {
            return Err(places::all_taken("in memory"));
        }
        set_aside.push(text.to_owned());
        Ok(())
    }
}
