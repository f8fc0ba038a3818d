//! The border to `minis.js`, which touches the page.

use core::time::Duration;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/minis/minis.js")]
extern "C" {
    /// The calls and the timers of this program.
    #[derive(Debug)]
    pub(super) type Calls;

    /// What comes of each is told to `answered`, once.
    #[wasm_bindgen(constructor)]
    pub(super) fn new(answered: &JsValue) -> Calls;

    /// Wakes whoever has this id once, after so many milliseconds or earlier. Says whether the host has timers.
    #[wasm_bindgen(method, js_name = wakeAfter)]
    pub(super) fn wake_after(this: &Calls, id: usize, milliseconds: u32) -> bool;

    /// How many answers came to calls that no longer waited.
    #[wasm_bindgen(method, getter)]
    pub(super) fn ignored(this: &Calls) -> u32;

    /// What one bridge knows of the page.
    #[derive(Clone, Debug)]
    pub(super) type Page;

    #[wasm_bindgen(constructor)]
    pub(super) fn new(calls: &Calls) -> Page;

    /// The same with one member more in `log_extra`.
    #[wasm_bindgen(method, js_name = withLogExtra)]
    pub(super) fn with_log_extra(this: &Page, name: &str, value: &str) -> Page;

    /// Where the method of this number is, or why it is nowhere.
    #[wasm_bindgen(method)]
    pub(super) fn find(this: &Page, method: u32) -> u32;

    /// Makes a call, if there is a way to. Gives what `find` says.
    #[wasm_bindgen(method)]
    pub(super) fn call(this: &Page, id: usize, method: u32, amount: u32, text: &str) -> u32;

    #[wasm_bindgen(js_name = now)]
    fn milliseconds() -> f64;

    #[wasm_bindgen(js_name = random)]
    fn random_half() -> f64;
}

/// The time on a clock that never goes back.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates, and never panics")]
pub(super) fn now() -> Duration {
    Duration::from_millis(milliseconds() as u64)
}

/// 64 random bits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates, and never panics")]
pub(super) fn random() -> u64 {
    let half = || u64::from(random_half() as u32);
    half() << 32 | half()
}
