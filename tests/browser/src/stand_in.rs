//! The stand-in for TikTok's SDK, `js/stand_in.js`, seen from Rust.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/stand_in.js")]
extern "C" {
    /// Puts a fresh host on the page, with this many Beans in the wallet.
    pub fn install(beans: u32);

    /// Takes the host away.
    pub fn uninstall();

    /// The Beans in the wallet.
    pub fn balance() -> u32;

    #[wasm_bindgen(js_name = callsSeen)]
    fn calls_seen() -> String;

    /// Makes an order, as TikTok's server does for the game's backend.
    #[wasm_bindgen(js_name = createOrder)]
    pub fn create_order(beans: u32) -> String;

    /// Whether TikTok's server knows this order as paid.
    #[wasm_bindgen(js_name = isPaid)]
    pub fn is_paid(order: &str) -> bool;

    /// The next call of `method` is answered with exactly this, and does nothing.
    #[wasm_bindgen(js_name = answerNext)]
    pub fn answer_next(method: &str, answer: &JsValue);

    /// The next call of `method` is answered as ever, but by a timer.
    #[wasm_bindgen(js_name = answerNextLater)]
    pub fn answer_next_later(method: &str, milliseconds: u32);

    /// The next call of `method` is carried out and answered twice.
    #[wasm_bindgen(js_name = answerNextTwice)]
    pub fn answer_next_twice(method: &str);

    /// The next call of `method` is never answered, and does nothing.
    #[wasm_bindgen(js_name = neverAnswerNext)]
    pub fn never_answer_next(method: &str);

    /// The next call of `method` is carried out and never answered.
    #[wasm_bindgen(js_name = carryOutNextSilently)]
    pub fn carry_out_next_silently(method: &str);

    /// The next call of `method` is carried out and answered with this.
    #[wasm_bindgen(js_name = carryOutNextAndAnswer)]
    pub fn carry_out_next_and_answer(method: &str, answer: &JsValue);

    /// The next call of `method` throws this.
    #[wasm_bindgen(js_name = throwNext)]
    pub fn throw_next(method: &str, thrown: &JsValue);

    /// The next call of `method` is answered as ever, and throws this after it.
    #[wasm_bindgen(js_name = answerNextAndThrow)]
    pub fn answer_next_and_throw(method: &str, thrown: &JsValue);

    /// Sets a member of a global object, which is made where it is missing.
    #[wasm_bindgen(js_name = setMember)]
    pub fn set_member(namespace: &str, name: &str, member: &JsValue);

    /// The host's `pay`, as it is on this global object.
    #[wasm_bindgen(js_name = payOf)]
    pub fn pay_of(namespace: &str) -> JsValue;

    /// A `canIUse` that says no to this method.
    #[wasm_bindgen(js_name = canIUseDenying)]
    pub fn can_i_use_denying(method: &str) -> JsValue;

    /// A `canIUse` that answers with this.
    #[wasm_bindgen(js_name = canIUseReturning)]
    pub fn can_i_use_returning(answer: &JsValue) -> JsValue;

    /// A `canIUse` that throws.
    #[wasm_bindgen(js_name = canIUseThrowing)]
    pub fn can_i_use_throwing() -> JsValue;

    /// An object whose member of this name throws when it is read.
    pub fn unreadable(name: &str) -> JsValue;

    /// An object that neither JSON nor `String` can put into words.
    pub fn unspeakable() -> JsValue;

    /// Makes `queueMicrotask` throw, as it does on a TikTok iOS device. Gives a function that mends it.
    #[wasm_bindgen(js_name = breakMicrotasks)]
    pub fn break_microtasks() -> js_sys::Function;

    /// Sets the device's clock by this many milliseconds. Gives a function that puts it right.
    #[wasm_bindgen(js_name = setClockBy)]
    pub fn set_clock_by(milliseconds: f64) -> js_sys::Function;

    /// The text of every script that this page has loaded.
    #[wasm_bindgen(js_name = scriptsText)]
    pub fn scripts_text() -> js_sys::Promise;

    /// Calls `frame` from timers until it returns true. Until then `queueMicrotask` throws.
    #[wasm_bindgen(js_name = framesWithoutMicrotasks)]
    pub fn frames_without_microtasks(frame: &Closure<dyn FnMut() -> bool>) -> js_sys::Promise;
}

/// Every call that the host has seen, with the options it was given.
#[must_use]
pub fn calls() -> Vec<String> {
    calls_seen().lines().map(String::from).collect()
}

/// The JavaScript value that this JSON describes.
///
/// # Panics
///
/// When it is not JSON.
#[must_use]
pub fn json(text: &str) -> JsValue {
    js_sys::JSON::parse(text).expect("the test writes proper JSON")
}
