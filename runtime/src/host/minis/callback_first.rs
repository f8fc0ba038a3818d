//! The callback-first dialect: `TTMinis.pay(callback, {trade_order_id})`, with one callback for success and failure.
//!
//! Sources: `/doc/minis-sdk-payment` for the payment calls, `/docs/zh-Hans/minis-sdk-login` for login. The payment page
//! writes `Minis` for some calls and `TTMinis` for others, so both are tried.

use wasm_bindgen::prelude::*;

use super::answer::{self, Shape};
use super::dispatch;
use super::js::{self, Function};
use crate::{Call, Capabilities, HostAnswer, HostError, HostErrorKind, Reply};

/// What the host offers in this dialect, as far as it can be seen without calling it.
pub(super) fn capabilities() -> Capabilities {
    let offers = |method| find(method).is_some();
    Capabilities {
        login: offers(&LOGIN),
        check_balance: offers(&CHECK_BALANCE),
        recharge: offers(&RECHARGE),
        pay: offers(&PAY),
        open_balance: offers(&NAVIGATE_TO_BALANCE),
        pay_tops_up: false,
    }
}

/// Makes one call in this dialect.
pub(super) fn call(call: &Call, reply: Reply<HostAnswer>) {
    let (method, options) = request(call);
    let Some(ask) = find(method) else { return reply.settle(Err(unavailable(method.name))) };
    let (id, callback) = dispatch::expect(method.answer, reply);
    if let Err(thrown) = ask(&callback, &options) {
        dispatch::threw(id, &thrown);
    }
}

type Ask = fn(&Function, &JsValue) -> Result<(), JsValue>;

/// A method of the host, with one way to call it for each of [`NAMESPACES`].
struct Method {
    name: &'static str,
    asks: [Ask; 2],
    answer: &'static Shape,
}

const NAMESPACES: [&str; 2] = ["TTMinis", "Minis"];

static LOGIN: Method = Method {
    name: "login",
    asks: [|callback, _| tt_minis_login(callback), |callback, _| minis_login(callback)],
    answer: &answer::LOGIN_CODE,
};

static CHECK_BALANCE: Method =
    Method { name: "checkBalance", asks: [tt_minis_check_balance, minis_check_balance], answer: &answer::SUFFICIENT };

static RECHARGE: Method = Method { name: "recharge", asks: [tt_minis_recharge, minis_recharge], answer: &answer::DONE };

static PAY: Method = Method { name: "pay", asks: [tt_minis_pay, minis_pay], answer: &answer::DONE };

static NAVIGATE_TO_BALANCE: Method = Method {
    name: "navigateToBalance",
    asks: [tt_minis_navigate_to_balance, minis_navigate_to_balance],
    answer: &answer::DONE,
};

// The host's upload scanner reads method names as text, so each call is written out.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = TTMinis, js_name = login)]
    fn tt_minis_login(callback: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = Minis, js_name = login)]
    fn minis_login(callback: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = TTMinis, js_name = checkBalance)]
    fn tt_minis_check_balance(callback: &Function, options: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = Minis, js_name = checkBalance)]
    fn minis_check_balance(callback: &Function, options: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = TTMinis, js_name = recharge)]
    fn tt_minis_recharge(callback: &Function, options: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = Minis, js_name = recharge)]
    fn minis_recharge(callback: &Function, options: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = TTMinis, js_name = pay)]
    fn tt_minis_pay(callback: &Function, options: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = Minis, js_name = pay)]
    fn minis_pay(callback: &Function, options: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = TTMinis, js_name = navigateToBalance)]
    fn tt_minis_navigate_to_balance(callback: &Function, options: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = Minis, js_name = navigateToBalance)]
    fn minis_navigate_to_balance(callback: &Function, options: &JsValue) -> Result<(), JsValue>;
}

fn find(method: &Method) -> Option<Ask> {
    let mut ways = NAMESPACES.into_iter().zip(method.asks);
    ways.find(|(namespace, _)| js::offers(namespace, method.name)).map(|(_, ask)| ask)
}

/// The method that makes this call, and the options it is given.
fn request(call: &Call) -> (&'static Method, JsValue) {
    let beans = || ("type", "BEANS".into());
    match call {
        Call::Login => (&LOGIN, JsValue::UNDEFINED),
        Call::CheckBalance(amount) => (&CHECK_BALANCE, js::object(&[beans(), ("amount", amount.0.into())])),
        Call::Recharge(tier) => (&RECHARGE, js::object(&[("tier_id", tier.0.into())])),
        Call::Pay(order) => (&PAY, js::object(&[("trade_order_id", order.as_str().into())])),
        Call::OpenBalance => (&NAVIGATE_TO_BALANCE, js::object(&[beans()])),
    }
}

fn unavailable(method: &str) -> HostError {
    let message = [
        "found neither a usable `TTMinis.",
        method,
        "` nor a usable `Minis.",
        method,
        "`; open the game inside TikTok, load its SDK and call `TTMinis.init` first",
    ];
    HostError::new(HostErrorKind::Unavailable, message.concat())
}
