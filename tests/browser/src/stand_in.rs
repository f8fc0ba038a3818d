//! The stand-in for TikTok's SDK, `simulator/stand-in.js`, seen from Rust.

use wasm_bindgen::prelude::*;

use crate::page::{self, object};

const SCRIPT: &str = include_str!("../../../simulator/stand-in.js");

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = TikTokStandIn, js_name = install)]
    fn install_with(options: &JsValue);

    /// Takes the host away.
    #[wasm_bindgen(js_namespace = TikTokStandIn)]
    pub fn uninstall();

    /// The Beans in the wallet.
    #[wasm_bindgen(js_namespace = TikTokStandIn)]
    pub fn balance() -> u32;

    #[wasm_bindgen(js_namespace = TikTokStandIn, js_name = calls)]
    fn calls_seen() -> Vec<JsValue>;

    #[wasm_bindgen(js_namespace = TikTokStandIn, js_name = createOrder)]
    fn create_order_with(options: &JsValue) -> String;

    #[wasm_bindgen(js_namespace = TikTokStandIn, js_name = orderStatus)]
    fn order_status(order: &str) -> String;

    #[wasm_bindgen(js_namespace = TikTokStandIn, js_name = next)]
    fn next_does(method: &str, fault: &JsValue);
}

/// One of the shapes in which the host publishes its calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `TTMinis.game`: options object.
    Game,
    /// `TTMinis`: callback first, without `checkBalance` and `recharge`.
    TtMinis,
    /// `TTMinis`: callback first, with them.
    TtMinisWithRecharge,
    /// `Minis`: callback first; `login` and `navigateToBalance` are on `TTMinis`.
    Minis,
}

impl Dialect {
    /// Every one of them.
    pub const ALL: [Self; 4] = [Self::Game, Self::TtMinis, Self::TtMinisWithRecharge, Self::Minis];

    /// Those in which a purchase asks for a top-up before it pays.
    pub const ASKING_FIRST: [Self; 2] = [Self::TtMinisWithRecharge, Self::Minis];

    /// Where the host has `pay`.
    #[must_use]
    pub fn place(self) -> &'static str {
        match self {
            Self::Game => "TTMinis.game",
            Self::TtMinis | Self::TtMinisWithRecharge => "TTMinis",
            Self::Minis => "Minis",
        }
    }

    /// Where the host has `login`.
    #[must_use]
    pub fn login_place(self) -> &'static str {
        if self == Self::Minis { "TTMinis" } else { self.place() }
    }

    /// The name of the call that opens the wallet page, and where the host has it.
    #[must_use]
    pub fn wallet_page(self) -> &'static str {
        match self {
            Self::Game => "TTMinis.game.navigateToBalance",
            Self::TtMinis | Self::TtMinisWithRecharge => "TTMinis.openBalance",
            Self::Minis => "TTMinis.navigateToBalance",
        }
    }

    fn name(self) -> &'static str {
        if self == Self::TtMinisWithRecharge { "TTMinis+recharge" } else { self.place() }
    }
}

/// Puts a fresh host on the page that speaks this dialect, with this many Beans in the wallet, and without panels: it
/// answers at once.
pub fn install(dialect: Dialect, beans: u32) {
    remove();
    let options = page::with(object("dialect", &dialect.name().into()), "panels", &"auto".into());
    let options = page::with(options, "balance", &beans.into());
    install_with(&options);
}

/// No host at all, as in a page outside TikTok.
pub fn remove() {
    if page::member("TikTokStandIn").is_undefined() {
        page::run_script(SCRIPT);
    }
    uninstall();
    for global in ["TTMinis", "Minis", "GameGlobal"] {
        page::set_member("", global, &JsValue::UNDEFINED);
    }
}

/// Every call that the host has seen, with the options it was given.
#[must_use]
pub fn calls() -> Vec<String> {
    calls_seen().iter().filter_map(JsValue::as_string).collect()
}

/// Makes an order, as TikTok's server does for the game's backend.
#[must_use]
pub fn create_order(beans: u32) -> String {
    create_order_with(&object("beans", &beans.into()))
}

/// Whether TikTok's server knows this order as paid.
#[must_use]
pub fn is_paid(order: &str) -> bool {
    order_status(order) == "SUCCESS"
}

/// Lets the next call of this method go wrong in a way that the stand-in has a name for.
pub fn next(method: &str, fault: &str) {
    next_does(method, &fault.into());
}

/// Lets the next call of this method behave in this form, with this value: `answer`, `fail`, `throw`, `late`, `done`.
pub fn next_with(method: &str, form: &str, value: &JsValue) {
    next_does(method, &object(form, value));
}

/// Lets the next call of this method fail through this key of its options, with this value.
pub fn next_fails_as(method: &str, key: &str, value: &JsValue) {
    next_does(method, &page::with(object("failAs", &key.into()), "with", value));
}
