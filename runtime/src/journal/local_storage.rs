//! A journal in the page's `localStorage`.

use wasm_bindgen::prelude::*;

use super::{Journal, JournalError, web};

const STORAGE: &str = "localStorage";

// `localStorage` itself may throw when it is looked at, so the glue has to look at it inside the call.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = getItem)]
    fn get_item(name: &str) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = setItem)]
    fn set_item(name: &str, text: &str) -> Result<(), JsValue>;
}

/// A journal in the page's `localStorage`, for a game that is a page. Only on wasm.
///
/// A page may have none, a player may forbid it, and it may be full; a purchase then stops before anything is asked. What makes
/// no sense is set aside under up to eight names that end with `.set-aside.` and a number.
///
/// ```
/// use purchasable::{LocalStorage, MinisBridge, Orders, Shop};
///
/// fn open_shop(orders: impl Orders + 'static) -> Shop {
///     Shop::new(MinisBridge::new(), orders, LocalStorage::new("orders"))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct LocalStorage {
    name: String,
}

impl LocalStorage {
    /// The journal under this name, which nothing else of the page may use.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl Journal for LocalStorage {
    fn load(&self) -> Result<String, JournalError> {
        web::read(STORAGE, &self.name, get_item(&self.name))
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        web::written(STORAGE, &self.name, set_item(&self.name, text))
    }

    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        web::set_aside(&self.name, text, Self::new)
    }
}
