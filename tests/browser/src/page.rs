//! What the tests do to the page around the stand-in, `js/page.js` seen from Rust.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = runScript)]
    pub(crate) fn run_script(text: &str);

    /// Sets a member of the object at this path, which is made where it is missing; `undefined` takes it away.
    #[wasm_bindgen(js_name = setMember)]
    pub fn set_member(path: &str, name: &str, member: &JsValue);

    /// What is at this path.
    pub fn member(path: &str) -> JsValue;

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

    /// A text with half of a UTF-16 pair in it.
    pub fn unpaired() -> JsValue;

    /// A method that returns a promise, which is rejected with this.
    pub fn rejecting(reason: &JsValue) -> JsValue;

    /// A `pay` that says at once that it is done, in every dialect.
    pub fn paying() -> JsValue;

    /// A method that throws an `Error` with this message.
    pub fn throwing(message: &str) -> JsValue;

    /// A method that sets `paid` on the object it belongs to.
    pub fn marking() -> JsValue;

    /// Calls `act` after some time.
    pub fn after(milliseconds: u32, act: &JsValue);

    /// Makes `queueMicrotask` throw, as it does on a TikTok iOS device. Gives a function that mends it.
    #[wasm_bindgen(js_name = breakMicrotasks)]
    pub fn break_microtasks() -> js_sys::Function;

    /// Sets the device's clock by this many milliseconds. Gives a function that puts it right.
    #[wasm_bindgen(js_name = setClockBy)]
    pub fn set_clock_by(milliseconds: f64) -> js_sys::Function;

    /// Has every timer that is set from now on ring twice. Gives a function that mends it.
    #[wasm_bindgen(js_name = ringTimersTwice)]
    pub fn ring_timers_twice() -> js_sys::Function;

    /// Makes `localStorage` "missing", "null" or "forbidden". Gives a function that mends it.
    #[wasm_bindgen(js_name = breakLocalStorage)]
    pub fn break_local_storage(how: &str) -> js_sys::Function;

    /// Leaves no room in `localStorage`. Gives a function that makes some again.
    #[wasm_bindgen(js_name = fillLocalStorage)]
    pub fn fill_local_storage() -> js_sys::Function;

    /// An empty storage of a mini game, which gives this for a name that it does not have.
    #[wasm_bindgen(js_name = installMinisStorage)]
    pub fn install_minis_storage(missing: &JsValue);

    /// A backend that answers over HTTP with what it is told.
    pub type ScriptedBackend;

    /// Behind `fetch`, or behind the host's `request`. It answers with these, one after the other.
    #[wasm_bindgen(constructor)]
    pub fn new(is_fetch: bool, answers: &JsValue) -> ScriptedBackend;

    /// Each question it was asked, a line each.
    #[wasm_bindgen(method)]
    pub fn asked(this: &ScriptedBackend) -> String;

    /// Puts the page right.
    #[wasm_bindgen(method)]
    pub fn mend(this: &ScriptedBackend);

    /// The text of every script that this page has loaded.
    #[wasm_bindgen(js_name = scriptsText)]
    pub fn scripts_text() -> js_sys::Promise;

    /// Calls `frame` from timers until it returns true. Until then `queueMicrotask` throws.
    #[wasm_bindgen(js_name = framesWithoutMicrotasks)]
    pub fn frames_without_microtasks(frame: &Closure<dyn FnMut() -> bool>) -> js_sys::Promise;
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

/// An object with this one member.
#[must_use]
pub fn object(name: &str, value: &JsValue) -> JsValue {
    with(js_sys::Object::new().into(), name, value)
}

/// The object, with this member as well.
///
/// # Panics
///
/// When it cannot be written.
#[must_use]
pub fn with(object: JsValue, name: &str, value: &JsValue) -> JsValue {
    js_sys::Reflect::set(&object, &name.into(), value).expect("the object can be written");
    object
}
