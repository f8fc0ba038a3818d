//! The border to `storage.js`, which keeps texts by name.

use wasm_bindgen::prelude::*;

use super::JournalError;

#[wasm_bindgen(module = "/src/journal/storage.js")]
extern "C" {
    /// The text under one name.
    #[derive(Clone, Debug)]
    pub(super) type Kept;

    #[wasm_bindgen(constructor)]
    fn new(is_local: bool, name: &str) -> Kept;

    /// Nothing where there is a problem.
    #[wasm_bindgen(method)]
    fn load(this: &Kept) -> Option<String>;

    #[wasm_bindgen(method)]
    fn save(this: &Kept, text: &str) -> bool;

    #[wasm_bindgen(method, js_name = setAside)]
    fn set_aside(this: &Kept, text: &str) -> bool;

    #[wasm_bindgen(method, getter)]
    fn problem(this: &Kept) -> String;
}

impl Kept {
    pub(super) fn in_local_storage(name: &str) -> Self {
        Self::new(true, name)
    }

    pub(super) fn in_minis_storage(name: &str) -> Self {
        Self::new(false, name)
    }

    pub(super) fn text(&self) -> Result<String, JournalError> {
        self.load().ok_or_else(|| JournalError::new(self.problem()))
    }

    pub(super) fn replace(&self, text: &str) -> Result<(), JournalError> {
        self.done(self.save(text))
    }

    pub(super) fn keep_apart(&self, text: &str) -> Result<(), JournalError> {
        self.done(self.set_aside(text))
    }

    fn done(&self, is_done: bool) -> Result<(), JournalError> {
        if is_done { Ok(()) } else { Err(JournalError::new(self.problem())) }
    }
}
