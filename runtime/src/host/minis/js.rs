//! The few pieces of JavaScript that the bridge stands on. Nothing here trusts a value, and nothing here panics.

use core::cell::Cell;
use core::time::Duration;

use wasm_bindgen::prelude::*;

use crate::flow::Wait;

/// The longest text that is kept of anything the host says, in UTF-16 units.
const LONGEST_TEXT: u32 = 4096;

/// The longest delay that `setTimeout` takes; it turns a longer one into none at all.
const LONGEST_DELAY: u32 = i32::MAX as u32;

// A function that may throw gives an `Option` or nothing: where it gives a bare value, wasm-bindgen takes a place in its
// table for the `undefined` that stands in for it when it throws, and never gives the place back.
#[wasm_bindgen]
extern "C" {
    /// A JavaScript function.
    pub(super) type Function;

    #[wasm_bindgen(method, js_name = bind)]
    fn bind_to(this: &Function, receiver: &JsValue, first: u32) -> Function;

    type Object;

    #[wasm_bindgen(constructor)]
    fn new() -> Object;

    type Text;

    #[wasm_bindgen(method)]
    fn slice(this: &Text, start: u32, end: u32) -> JsValue;

    type Sdk;

    #[wasm_bindgen(method, catch, js_name = canIUse)]
    fn ask_can_i_use(this: &Sdk, method: &str) -> Result<Option<JsValue>, JsValue>;

    type Thenable;

    #[wasm_bindgen(method, catch)]
    fn then(this: &Thenable, on_success: &JsValue, on_failure: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn reflect_get(target: &JsValue, key: &str) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = set)]
    fn reflect_set(target: &JsValue, key: &str, value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn stringify(value: &JsValue) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(catch, js_name = String)]
    fn to_string(value: &JsValue) -> Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;

    #[wasm_bindgen(js_namespace = Math, js_name = random)]
    fn math_random() -> f64;

    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: u32) -> Result<(), JsValue>;
}

/// A member of the global object, or else of `GameGlobal`, from where it is put on the global object, so that code
/// which writes its name finds it (`GameGlobal` is the global object of some native runtimes).
pub(super) fn global(name: &str) -> JsValue {
    GLOBAL.with(|global| {
        let known = get(global, name).unwrap_or_default();
        if holds_members(&known) {
            return known;
        }
        let game_global = get(global, "GameGlobal").unwrap_or_default();
        let found = get(&game_global, name).unwrap_or_default();
        if holds_members(&found) {
            set(global, name, &found);
        }
        found
    })
}

/// An object, or a function or class with members of its own.
pub(super) fn holds_members(value: &JsValue) -> bool {
    value.is_object() || value.is_function()
}

/// What `canIUse` of this object says of a method. A missing, throwing or vague one has no opinion
/// (`/doc/minis-sdk-basic-utility`).
pub(super) fn can_i_use(sdk: &JsValue, method: &str) -> Option<bool> {
    sdk.unchecked_ref::<Sdk>().ask_can_i_use(method).ok()??.as_bool()
}

/// A copy of a function that is called with `first` before anything else.
pub(super) fn bind(function: &JsValue, first: u32) -> Function {
    function.unchecked_ref::<Function>().bind_to(&JsValue::UNDEFINED, first)
}

/// Where a call returned a promise, has `function` called if that is rejected.
pub(super) fn on_rejection(returned: &JsValue, function: impl FnOnce() -> Function) {
    if get(returned, "then").is_some_and(|then| then.is_function()) {
        // A `then` that throws has nothing to say.
        let _ = returned.unchecked_ref::<Thenable>().then(&JsValue::UNDEFINED, &function());
    }
}

/// Reads a member: `undefined` where it is missing or `null`, `None` where it cannot be read.
pub(super) fn get(target: &JsValue, key: &str) -> Option<JsValue> {
    reflect_get(target, key).ok().map(Option::unwrap_or_default)
}

/// Sets a member of an object of our own.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    // It fails only where the page has broken `Object` itself; the host will say so.
    let _ = reflect_set(object, name, value);
}

/// A plain object with these members.
pub(super) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = JsValue::from(Object::new());
    for (name, value) in members {
        set(&object, name, value);
    }
    object
}

/// A string or a number, as text.
pub(super) fn text(value: &JsValue) -> Option<String> {
    if value.is_string() {
        bounded(value)
    } else if value.as_f64().is_some() {
        bounded(&to_string(value).ok()??)
    } else {
        None
    }
}

/// Anything in the words of `String(value)`; empty where even that throws.
pub(super) fn describe(value: &JsValue) -> String {
    to_string(value).ok().flatten().and_then(|text| bounded(&text)).unwrap_or_default()
}

/// Anything as JSON, for a bug report; what JSON cannot say is [described](describe).
pub(super) fn raw(value: &JsValue) -> String {
    stringify(value).ok().flatten().and_then(|json| bounded(&json)).unwrap_or_else(|| describe(value))
}

thread_local! {
    /// What the device's clock last said, and by how much it has been set back so far.
    static CLOCK: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

/// The time on the device's clock, made one that never goes back: the clock of a phone is set while a game runs.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates, and never panics")]
pub(super) fn now() -> Duration {
    let said = date_now() as u64;
    let (last, set_back) = CLOCK.get();
    let set_back = set_back + last.saturating_sub(said);
    CLOCK.set((said, set_back));
    Duration::from_millis(said + set_back)
}

/// Calls `callback` once, after `delay` or earlier. Says whether the host has timers.
pub(super) fn call_after(delay: Duration, callback: &Function) -> bool {
    set_timeout(callback, Wait::of(delay).milliseconds().min(LONGEST_DELAY)).is_ok()
}

/// 64 random bits.
pub(super) fn random() -> u64 {
    u64::from(random_half()) << 32 | u64::from(random_half())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates, and never panics")]
fn random_half() -> u32 {
    (math_random() * 4_294_967_296.0) as u32
}

/// A text, or the beginning of a long one: cut off before it is copied, because wasm's memory never shrinks again.
fn bounded(text: &JsValue) -> Option<String> {
    if text.is_string() { text.unchecked_ref::<Text>().slice(0, LONGEST_TEXT).as_string() } else { None }
}
