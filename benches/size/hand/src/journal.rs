//! What survives a reload: one JSON object in `localStorage`, with an entry for each attempt.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::host::{get, set, text};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = getItem)]
    fn get_item(key: &str) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = setItem)]
    fn set_item(key: &str, text: &str) -> Result<(), JsValue>;
}

const KEY: &str = "orders";
const ASIDE: &str = "orders.aside";

pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) player: String,
    pub(crate) sku: String,
    pub(crate) order: String,
    pub(crate) delivered: bool,
}

pub(crate) fn entries() -> Result<Vec<Entry>, Error> {
    let journal = read()?;
    let keys = Object::keys(journal.unchecked_ref::<Object>());
    let entry = |key: JsValue| {
        let key = key.as_string()?;
        let entry = get(&journal, &key);
        Some(Entry {
            player: text(&entry, "player"),
            sku: text(&entry, "sku"),
            order: text(&entry, "order"),
            delivered: get(&entry, "delivered").is_truthy(),
            key,
        })
    };
    Ok(keys.iter().filter_map(entry).collect())
}

pub(crate) fn put(entry: &Entry) -> Result<(), Error> {
    change(|journal| {
        let object = Object::new();
        set(&object, "player", &entry.player.as_str().into());
        set(&object, "sku", &entry.sku.as_str().into());
        set(&object, "order", &entry.order.as_str().into());
        set(&object, "delivered", &entry.delivered.into());
        set(journal, &entry.key, &object);
    })
}

pub(crate) fn forget(key: &str) {
    let _ = change(|journal| {
        let _ = Reflect::delete_property(journal.unchecked_ref::<Object>(), &key.into());
    });
}

fn read() -> Result<JsValue, Error> {
    let text = get_item(KEY).map_err(|_| Error::Journal)?.unwrap_or_else(|| "{}".to_owned());
    JSON::parse(&text).or_else(|_| set_aside(&text))
}

/// Keeps a text that makes no sense in a place of its own, unless there is one already, and goes on without.
fn set_aside(text: &str) -> Result<JsValue, Error> {
    if get_item(ASIDE).map_err(|_| Error::Journal)?.is_some_and(|kept| kept != text) {
        return Err(Error::Journal);
    }
    set_item(ASIDE, text).and_then(|()| set_item(KEY, "{}")).map_err(|_| Error::Journal)?;
    Ok(Object::new().into())
}

fn change(change: impl FnOnce(&JsValue)) -> Result<(), Error> {
    let journal = read()?;
    change(&journal);
    let text = JSON::stringify(&journal).map_err(|_| Error::Journal)?;
    set_item(KEY, &String::from(text)).map_err(|_| Error::Journal)
}
