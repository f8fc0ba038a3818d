//! Time and chance.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: i32, value: &str);
}

/// What a timer's promise is settled with.
pub(crate) const TIME_IS_UP: &str = "time is up";

pub(crate) fn now() -> f64 {
    js_sys::Date::now()
}

pub(crate) async fn sleep(milliseconds: i32) {
    let _ = JsFuture::from(timer(milliseconds)).await;
}

pub(crate) fn timer(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds, TIME_IS_UP))
}

/// A promise that is rejected when the time is up.
pub(crate) fn deadline(milliseconds: i32) -> Promise {
    Promise::new(&mut |_, reject| set_timeout(&reject, milliseconds, TIME_IS_UP))
}

/// Thirty-two digits that do not repeat.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 16")]
pub(crate) fn random_key() -> String {
    let digit = |_| "0123456789abcdef".chars().nth((js_sys::Math::random() * 16.0) as usize);
    (0..32).filter_map(digit).collect()
}
