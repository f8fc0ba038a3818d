//! The journal, in `localStorage`.

use purchasable::{Journal, JournalError};
use wasm_bindgen::prelude::*;

pub(crate) struct Storage;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = getItem)]
    fn get_item(key: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = setItem)]
    fn set_item(key: &str, text: &str) -> Result<(), JsValue>;
}

const KEY: &str = "orders";

impl Journal for Storage {
    fn load(&self) -> Result<String, JournalError> {
        get_item(KEY).map(Option::unwrap_or_default).map_err(|_| JournalError::new("localStorage cannot be read"))
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        set_item(KEY, text).map_err(|_| JournalError::new("localStorage cannot be written"))
    }
}
