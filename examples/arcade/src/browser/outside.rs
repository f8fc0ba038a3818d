//! What the game asks of the world outside of it: storage, the time, and TikTok's server.

use core::time::Duration;

use purchasable::Beans;
use wasm_bindgen::prelude::*;

use crate::orders::TikTokServer;
use crate::storage::{Storage, StorageError};

/// The page's `localStorage`, which a player can forbid and a device can fill.
pub struct PageStorage;

impl Storage for PageStorage {
    fn read(&self, name: &str) -> Result<String, StorageError> {
        local_storage()?.get_item(name).map(Option::unwrap_or_default).map_err(|error| refused(&error))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), StorageError> {
        local_storage()?.set_item(name, text).map_err(|error| refused(&error))
    }
}

fn local_storage() -> Result<web_sys::Storage, StorageError> {
    let window = web_sys::window().ok_or_else(|| StorageError("there is no window".to_owned()))?;
    let storage = window.local_storage().map_err(|error| refused(&error))?;
    storage.ok_or_else(|| StorageError("the page has no storage".to_owned()))
}

fn refused(error: &JsValue) -> StorageError {
    StorageError(format!("the storage refused: {}", words_of(error)))
}

/// TikTok's server, as the stand-in plays it. Where there is none, no order is made.
pub struct StandInServer;

impl TikTokServer for StandInServer {
    fn create_order(&self, price: Beans, name: &str) -> Result<String, String> {
        let order = js_sys::Object::new();
        let set = |key: &str, value: JsValue| js_sys::Reflect::set(&order, &key.into(), &value);
        set("beans", price.0.into()).and_then(|_| set("name", name.into())).map_err(|error| words_of(&error))?;
        let id = create_order(&order).map_err(|error| words_of(&error))?;
        id.as_string().ok_or_else(|| "the order has no id".to_owned())
    }

    fn is_paid(&self, order: &str) -> Result<bool, String> {
        let status = order_status(order).map_err(|error| words_of(&error))?;
        Ok(status.as_string().as_deref() == Some("SUCCESS"))
    }

    fn now(&self) -> Duration {
        Duration::from_millis(milliseconds())
    }
}

/// Since the Unix epoch.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no clock is set that far off")]
pub fn milliseconds() -> u64 {
    js_sys::Date::now() as u64
}

fn words_of(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = TikTokStandIn, js_name = createOrder)]
    fn create_order(order: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = TikTokStandIn, js_name = orderStatus)]
    fn order_status(order: &str) -> Result<JsValue, JsValue>;
}
