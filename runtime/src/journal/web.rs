//! Texts by name in a storage of the page or the host, which may be missing, forbidden or full.

use wasm_bindgen::prelude::*;

use super::{Journal, JournalError, places};
use crate::text::join;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = String)]
    fn words_of(thrown: &JsValue) -> Result<Option<JsValue>, JsValue>;
}

/// What was read under this name of that storage. What is missing reads as nothing or as an empty text; what is no text belongs to
/// somebody else.
pub(super) fn read(storage: &str, name: &str, found: Result<Option<JsValue>, JsValue>) -> Result<String, JournalError> {
    match found {
        Ok(None) => Ok(String::new()),
        Ok(Some(value)) => value
            .as_string()
            .ok_or_else(|| failed(storage, name, "read", "it is no text; give the journal a name of its own")),
        Err(thrown) => Err(failed(storage, name, "read", &words(&thrown))),
    }
}

pub(super) fn written(storage: &str, name: &str, done: Result<(), JsValue>) -> Result<(), JournalError> {
    done.map_err(|thrown| failed(storage, name, "written", &words(&thrown)))
}

/// In the first free place beside the journal of this name, unless one has it already. A place is a journal like any other.
pub(super) fn set_aside<P: Journal>(name: &str, text: &str, place: fn(String) -> P) -> Result<(), JournalError> {
    for number in 1..=places::MOST {
        let place = place(places::beside(name, number));
        let kept = place.load()?;
        if kept == text {
            return Ok(());
        }
        if kept.is_empty() {
            return place.save(text);
        }
    }
    Err(places::all_taken(&join(&["beside `", name, "`"])))
}

pub(super) fn failed(storage: &str, name: &str, what: &str, why: &str) -> JournalError {
    JournalError::new(join(&["`", name, "` in ", storage, " cannot be ", what, ": ", why]))
}

/// Anything may be thrown, also what has no words.
fn words(thrown: &JsValue) -> String {
    let words = words_of(thrown).ok().flatten().and_then(|words| words.as_string()).unwrap_or_default();
    join(&[&words, "; allow the storage, or make room in it"])
}
