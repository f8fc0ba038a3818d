//! The host's calls, in three dialects.

use std::cell::Cell;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["TTMinis", "game"], js_name = checkBalance)]
    fn game_check_balance(options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["TTMinis", "game"], js_name = recharge)]
    fn game_recharge(options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["TTMinis", "game"], js_name = pay)]
    fn game_pay(options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = TTMinis, js_name = checkBalance)]
    fn tt_minis_check_balance(callback: &JsValue, options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = TTMinis, js_name = recharge)]
    fn tt_minis_recharge(callback: &JsValue, options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = TTMinis, js_name = pay)]
    fn tt_minis_pay(callback: &JsValue, options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = Minis, js_name = checkBalance)]
    fn minis_check_balance(callback: &JsValue, options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = Minis, js_name = recharge)]
    fn minis_recharge(callback: &JsValue, options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = Minis, js_name = pay)]
    fn minis_pay(callback: &JsValue, options: &JsValue) -> Result<(), JsValue>;
}

/// A call of the host that did not succeed.
pub(crate) enum HostError {
    NoHost,
    Cancelled,
    Refused(String),
}

#[derive(Clone, Copy)]
pub(crate) enum Method {
    CheckBalance,
    Recharge,
    Pay,
}

#[derive(Clone, Copy)]
enum Dialect {
    Game,
    TtMinis,
    Minis,
}

impl Method {
    /// Whether the host has it, and wants it to be called before `pay`: in a game, `pay` tops up by itself.
    pub(crate) fn is_wanted_before_pay(self) -> bool {
        matches!(self.dialect(), Some(Dialect::TtMinis | Dialect::Minis))
    }

    #[cfg(not(feature = "bare"))]
    pub(crate) fn is_there(self) -> bool {
        self.dialect().is_some()
    }

    fn name(self) -> &'static str {
        match self {
            Self::CheckBalance => "checkBalance",
            Self::Recharge => "recharge",
            Self::Pay => "pay",
        }
    }

    /// What is there is not looked for again; what is missing may still come.
    fn dialect(self) -> Option<Dialect> {
        thread_local!(static FOUND: Cell<[Option<Dialect>; 3]> = const { Cell::new([None; 3]) });
        let mut found = FOUND.get();
        let dialect = &mut found[self as usize];
        if dialect.is_none() {
            *dialect = self.find();
        }
        let dialect = *dialect;
        FOUND.set(found);
        dialect
    }

    fn find(self) -> Option<Dialect> {
        let global = js_sys::global();
        let tt_minis = get(&global, "TTMinis");
        if self.is_offered_by(&get(&tt_minis, "game")) {
            Some(Dialect::Game)
        } else if self.is_offered_by(&tt_minis) {
            Some(Dialect::TtMinis)
        } else if self.is_offered_by(&get(&global, "Minis")) {
            Some(Dialect::Minis)
        } else {
            None
        }
    }

    fn is_offered_by(self, sdk: &JsValue) -> bool {
        let can_i_use = get(sdk, "canIUse");
        let opinion = can_i_use.dyn_ref::<Function>().and_then(|ask| ask.call1(sdk, &self.name().into()).ok());
        let denied = opinion.is_some_and(|answer| answer.as_bool() == Some(false));
        get(sdk, self.name()).is_function() && !denied
    }
}

/// Makes a call, and waits for its answer.
pub(crate) async fn call(method: Method, options: &[(&str, JsValue)]) -> Result<JsValue, HostError> {
    answer(begin(method, options)?).await
}

/// Makes a call. Each dialect's callbacks settle one promise.
pub(crate) fn begin(method: Method, members: &[(&str, JsValue)]) -> Result<Promise, HostError> {
    let dialect = method.dialect().ok_or(HostError::NoHost)?;
    let options = Object::new();
    for (name, value) in members {
        set(&options, name, value);
    }
    Ok(Promise::new(&mut |resolve, reject| {
        let made = match dialect {
            Dialect::Game => {
                set(&options, "success", &resolve);
                set(&options, "fail", &reject);
                set(&options, "error", &reject);
                match method {
                    Method::CheckBalance => game_check_balance(&options),
                    Method::Recharge => game_recharge(&options),
                    Method::Pay => game_pay(&options),
                }
            }
            Dialect::TtMinis => match method {
                Method::CheckBalance => tt_minis_check_balance(&resolve, &options),
                Method::Recharge => tt_minis_recharge(&resolve, &options),
                Method::Pay => tt_minis_pay(&resolve, &options),
            },
            Dialect::Minis => match method {
                Method::CheckBalance => minis_check_balance(&resolve, &options),
                Method::Recharge => minis_recharge(&resolve, &options),
                Method::Pay => minis_pay(&resolve, &options),
            },
        };
        if let Err(thrown) = made {
            let _ = reject.call1(&JsValue::NULL, &thrown);
        }
    }))
}

/// Reads the answer of whichever dialect.
pub(crate) async fn answer(promise: Promise) -> Result<JsValue, HostError> {
    let answer = JsFuture::from(promise).await.map_err(|error| failure(&error))?;
    let failed = get(&answer, "error").is_truthy() || get(&answer, "is_success").as_bool() == Some(false);
    if failed { Err(failure(&answer)) } else { Ok(answer) }
}

fn failure(answer: &JsValue) -> HostError {
    let nested = get(answer, "error");
    let error = if nested.is_truthy() { &nested } else { answer };
    let code = get(error, "error_code");
    // Codes are numbers in some places and texts in others.
    let is_cancel = code.is_truthy() && String::from(code.unchecked_ref::<Object>().to_string()).ends_with("601");
    if is_cancel { HostError::Cancelled } else { HostError::Refused(text(error, "error_msg")) }
}

/// A member of anything; `undefined` where it cannot be read.
pub(crate) fn get(target: &JsValue, name: &str) -> JsValue {
    Reflect::get(target, &name.into()).unwrap_or_default()
}

pub(crate) fn set(target: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(target, &name.into(), value);
}

pub(crate) fn text(target: &JsValue, name: &str) -> String {
    get(target, name).as_string().unwrap_or_default()
}
