//! The few pieces of JavaScript that the bridge stands on. Nothing here trusts a value, and nothing here panics.

use core::cell::Cell;
use core::time::Duration;

use wasm_bindgen::prelude::*;

/// The longest text that is kept of anything the host says, in bytes.
const LONGEST_TEXT: usize = 4096;

/// The longest delay that `setTimeout` takes; it turns a longer one into none at all.
const LONGEST_DELAY: u32 = i32::MAX as u32;

#[wasm_bindgen]
extern "C" {
    /// A JavaScript function.
    pub(super) type Function;

    #[wasm_bindgen(method)]
    pub(super) fn bind(this: &Function, receiver: &JsValue, id: u32) -> Function;

    type Object;

    #[wasm_bindgen(constructor)]
    fn new() -> Object;

    type Sdk;

    #[wasm_bindgen(method, catch, js_name = canIUse)]
    fn can_i_use(this: &Sdk, method: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn reflect_get(target: &JsValue, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = set)]
    fn reflect_set(target: &JsValue, key: &str, value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = String)]
    fn to_string(value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;

    #[wasm_bindgen(js_namespace = Math, js_name = random)]
    fn math_random() -> f64;

    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: u32) -> Result<(), JsValue>;
}

/// Whether `namespace` is on the global object, has this method, and does not say that it cannot be used.
pub(super) fn offers(namespace: &str, method: &str) -> bool {
    let Some(sdk) = GLOBAL.with(|global| get(global, namespace)) else { return false };
    get(&sdk, method).is_some_and(|member| member.is_function()) && !denies(sdk.unchecked_ref(), method)
}

/// Reads a member: `undefined` where it is missing, `None` where it cannot be read.
pub(super) fn get(target: &JsValue, key: &str) -> Option<JsValue> {
    reflect_get(target, key).ok()
}

/// A plain object with these members.
pub(super) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = JsValue::from(Object::new());
    for (key, value) in members {
        // Writing to a fresh object fails only where the page has broken `Object` itself; the host will say so.
        let _ = reflect_set(&object, key, value);
    }
    object
}

/// A string or a number, as text.
pub(super) fn text(value: &JsValue) -> Option<String> {
    let text = if value.as_f64().is_some() { to_string(value).ok()?.as_string() } else { value.as_string() };
    text.map(bounded)
}

/// Anything in the words of `String(value)`; empty where even that throws.
pub(super) fn describe(value: &JsValue) -> String {
    to_string(value).ok().and_then(|text| text.as_string()).map(bounded).unwrap_or_default()
}

/// Anything as JSON, for a bug report; what JSON cannot say is [described](describe).
pub(super) fn raw(value: &JsValue) -> String {
    let json = stringify(value).ok().and_then(|text| text.as_string());
    json.map_or_else(|| describe(value), bounded)
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
    let milliseconds = u32::try_from(delay.as_millis()).unwrap_or(LONGEST_DELAY);
    set_timeout(callback, milliseconds.min(LONGEST_DELAY)).is_ok()
}

/// 64 random bits.
pub(super) fn random() -> u64 {
    u64::from(random_half()) << 32 | u64::from(random_half())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates, and never panics")]
fn random_half() -> u32 {
    (math_random() * 4_294_967_296.0) as u32
}

/// A missing or throwing `canIUse` has no opinion (`/doc/minis-sdk-basic-utility`).
fn denies(sdk: &Sdk, method: &str) -> bool {
    sdk.can_i_use(method).is_ok_and(|answer| answer.as_bool() == Some(false))
}

fn bounded(mut text: String) -> String {
    if text.len() > LONGEST_TEXT {
        let end = (0..=LONGEST_TEXT).rev().find(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or(0));
    }
    text
}
