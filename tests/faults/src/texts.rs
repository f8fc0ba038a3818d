//! Texts that are the same are kept once: a search holds millions of states and only some hundred texts.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashSet;

thread_local! {
    static TEXTS: RefCell<FxHashSet<Arc<str>>> = RefCell::default();
}

/// The text, as it is kept.
#[must_use]
pub fn kept(text: &str) -> Arc<str> {
    TEXTS.with_borrow_mut(|texts| {
        if let Some(known) = texts.get(text) {
            return known.clone();
        }
        let text: Arc<str> = text.into();
        texts.insert(text.clone());
        text
    })
}
