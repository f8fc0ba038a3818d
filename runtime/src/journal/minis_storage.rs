//! A journal in the storage of a mini game.

use wasm_bindgen::prelude::*;

use super::{Journal, JournalError, web};

const STORAGE: &str = "TTMinis.game";

// Nothing here lists the names or asks how much room there is: on one host that ended the game before anybody could catch it.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["TTMinis", "game"], js_name = getStorageSync)]
    fn get_storage(name: &str) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["TTMinis", "game"], js_name = setStorageSync)]
    fn set_storage(name: &str, text: &str) -> Result<(), JsValue>;
}

/// A journal in `TTMinis.game`'s own storage (`/doc/mini-games-sdk-storage`), for a game in TikTok's native runtime, which is no
/// page and has no `localStorage` to rely on. Only on wasm.
///
/// No page says how a full storage shows itself, so every text is read back once it is written. What makes no sense is set aside
/// under up to eight names that end with `.set-aside.` and a number.
///
/// Where `TTMinis` is found on `GameGlobal` only, it is there once [`MinisBridge::ready`](crate::MinisBridge::ready) is.
///
/// ```
/// use purchasable::{MinisBridge, MinisStorage, Orders, Shop};
///
/// fn open_shop(orders: impl Orders + 'static) -> Shop {
///     Shop::new(MinisBridge::new(), orders, MinisStorage::new("orders"))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct MinisStorage {
    name: String,
}

impl MinisStorage {
    /// The journal under this name, which nothing else of the game may use.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl Journal for MinisStorage {
    fn load(&self) -> Result<String, JournalError> {
        web::read(STORAGE, &self.name, get_storage(&self.name))
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        web::written(STORAGE, &self.name, set_storage(&self.name, text))?;
        if self.load()? == text {
            return Ok(());
        }
        Err(web::failed(STORAGE, &self.name, "written", "it does not keep what it is given; make some room"))
    }

    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        web::set_aside(&self.name, text, Self::new)
    }
}
