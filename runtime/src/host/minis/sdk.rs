//! What the page offers, found by probing and never by direct reference, and the calls themselves.

use wasm_bindgen::prelude::*;

use super::answer::{self, Shape};
use super::dispatch::Signal;
use super::{MinisBridge, js};
use crate::{Call, Capabilities, HostAnswer, HostError, Offer, Reply};

/// What the host offers, as far as it can be seen without calling it.
pub(super) fn capabilities() -> Capabilities {
    let pay = PAY.offer();
    Capabilities {
        login: LOGIN.offer(),
        check_balance: CHECK_BALANCE.offer(),
        recharge: RECHARGE.offer(),
        pay,
        open_balance: OPEN_BALANCE.offer(),
        // Its page deprecates `checkBalance` and `recharge`, and points to `pay`.
        pay_tops_up: pay == Offer::By(Namespace::Game.path()),
    }
}

/// Makes one call, in the first dialect that offers it.
pub(super) fn call(bridge: &MinisBridge, call: &Call, reply: Reply<HostAnswer>) {
    let (method, options) = request(call);
    let way = match method.find() {
        Ok(way) => way,
        Err(missing) => return reply.settle(Err(HostError::unavailable(method.name, missing))),
    };
    let calls = &bridge.calls;
    let id = calls.expect(method.answer, bridge.kind_of, reply);
    let made = match way.namespace {
        Namespace::Game => {
            let failed = calls.function(id, Signal::Failure);
            js::set(&options, "success", &calls.function(id, Signal::Success));
            js::set(&options, "fail", &failed);
            // Some examples name the key so (`/doc/mini-games-sdk-payment`). There is no `complete`: it says nothing that
            // the others do not say, and nobody says that it comes after them.
            js::set(&options, "error", &failed);
            (way.ask)(&options, &JsValue::UNDEFINED)
        }
        Namespace::TtMinis | Namespace::Minis => {
            let takes_extra = matches!((call, way.namespace), (Call::Pay(_), Namespace::TtMinis));
            if takes_extra && !bridge.log_extra.is_undefined() {
                js::set(&options, "log_extra", &bridge.log_extra);
            }
            // The callback is login's only argument.
            let options = if let Call::Login = call { JsValue::UNDEFINED } else { options };
            (way.ask)(&calls.function(id, Signal::Answer), &options)
        }
    };
    match made {
        Ok(None) => {}
        Ok(Some(returned)) => js::on_rejection(&returned, || calls.function(id, Signal::Rejection)),
        Err(thrown) => calls.threw(id, &thrown),
    }
}

/// Where a method may be found, and in which shape it is called there.
#[derive(Clone, Copy)]
enum Namespace {
    /// Options object: `/docs/zh-Hans/mini-games-sdk-payment`.
    Game,
    /// Callback first: `/docs/en/minis-sdk-payment`, and for login `/docs/zh-Hans/minis-sdk-login`.
    TtMinis,
    /// Callback first: `/doc/minis-sdk-payment`, which writes `TTMinis` for some calls.
    Minis,
}

impl Namespace {
    const fn path(self) -> &'static str {
        match self {
            Self::Game => "TTMinis.game",
            Self::TtMinis => "TTMinis",
            Self::Minis => "Minis",
        }
    }

    /// Whether the method is there and may be used.
    fn offers(self, method: &str) -> Offer {
        let root = js::global(if let Self::Minis = self { "Minis" } else { "TTMinis" });
        let game = if let Self::Game = self { Some(js::get(&root, "game").unwrap_or_default()) } else { None };
        let sdk = game.as_ref().unwrap_or(&root);
        if !js::holds_members(sdk) {
            return Offer::NoHost;
        }
        if !js::get(sdk, method).is_some_and(|member| member.is_function()) {
            return Offer::NoMethod;
        }
        // The pages ask now the one and now the other about the same method (`/doc/mini-games-sdk-basic-utility`).
        let of_game = game.as_ref().and_then(|game| js::can_i_use(game, method));
        let allowed = of_game.or_else(|| js::can_i_use(&root, method));
        if allowed == Some(false) { Offer::Denied } else { Offer::By(self.path()) }
    }
}

/// A method of the host, wherever it may be.
struct Method {
    name: &'static str,
    ways: &'static [Way],
    answer: &'static Shape,
}

/// One place for a method, and how it is called there: with the options, or with a callback and the options.
struct Way {
    namespace: Namespace,
    method: &'static str,
    ask: fn(&JsValue, &JsValue) -> Result<Option<JsValue>, JsValue>,
}

impl Method {
    fn find(&self) -> Result<&'static Way, Offer> {
        let mut missing = Offer::NoHost;
        for way in self.ways {
            match way.namespace.offers(way.method) {
                Offer::By(_) => return Ok(way),
                why => missing = missing.max(why),
            }
        }
        Err(missing)
    }

    fn offer(&self) -> Offer {
        self.find().map_or_else(|missing| missing, |way| Offer::By(way.namespace.path()))
    }
}

/// The method that makes this call, and the options it is given in every dialect.
fn request(call: &Call) -> (&'static Method, JsValue) {
    let beans = || ("type", "BEANS".into());
    match call {
        Call::Login => (&LOGIN, js::object(&[])),
        Call::CheckBalance(amount) => (&CHECK_BALANCE, js::object(&[beans(), ("amount", amount.0.into())])),
        Call::Recharge(tier) => (&RECHARGE, js::object(&[("tier_id", tier.0.into())])),
        Call::Pay(order) => (&PAY, js::object(&[("trade_order_id", order.as_str().into())])),
        Call::OpenBalance => (&OPEN_BALANCE, js::object(&[beans()])),
    }
}

/// Writes out every call by its full name: the host's upload scanner reads method names as text. The first place that
/// offers a method is the one that is called.
macro_rules! methods {
    ($($method:ident $name:literal $answer:ident { $($namespace:ident $path:tt $member:ident $function:ident)+ })+) => {
        #[wasm_bindgen]
        extern "C" {
            $($(
                #[wasm_bindgen(catch, js_namespace = $path, js_name = $member)]
                fn $function(first: &JsValue, second: &JsValue) -> Result<Option<JsValue>, JsValue>;
            )+)+
        }

        $(
            static $method: Method = Method {
                name: $name,
                ways: &[$(Way { namespace: Namespace::$namespace, method: stringify!($member), ask: $function }),+],
                answer: &answer::$answer,
            };
        )+
    };
}

methods! {
    LOGIN "login" LOGIN_CODE {
        Game ["TTMinis", "game"] login game_login
        TtMinis TTMinis login tt_minis_login
        Minis Minis login minis_login
    }
    CHECK_BALANCE "checkBalance" SUFFICIENT {
        Game ["TTMinis", "game"] checkBalance game_check_balance
        TtMinis TTMinis checkBalance tt_minis_check_balance
        Minis Minis checkBalance minis_check_balance
    }
    RECHARGE "recharge" DONE {
        Game ["TTMinis", "game"] recharge game_recharge
        TtMinis TTMinis recharge tt_minis_recharge
        Minis Minis recharge minis_recharge
    }
    PAY "pay" DONE {
        Game ["TTMinis", "game"] pay game_pay
        TtMinis TTMinis pay tt_minis_pay
        Minis Minis pay minis_pay
    }
    OPEN_BALANCE "navigateToBalance" DONE {
        Game ["TTMinis", "game"] navigateToBalance game_navigate_to_balance
        TtMinis TTMinis openBalance tt_minis_open_balance
        TtMinis TTMinis navigateToBalance tt_minis_navigate_to_balance
        Minis Minis navigateToBalance minis_navigate_to_balance
    }
}
