//! What the page offers, found by probing and never by direct reference, and the calls themselves.

use core::cell::Cell;
use core::fmt;

use wasm_bindgen::prelude::*;

use super::answer::{self, Shape};
use super::dispatch::Signal;
use super::{MinisBridge, js};
use crate::{Call, HostAnswer, HostError, Method, Offer, Reply};

/// Makes one call, in the first dialect that offers it.
pub(super) fn call(bridge: &MinisBridge, call: &Call, reply: Reply<HostAnswer>) {
    let way = match bridge.found.find(call.method()) {
        Ok(way) => bridge.found.keep(call.method(), way),
        Err(missing) => return reply.settle(Err(HostError::unavailable(sought(call.method()).name, missing))),
    };
    let (options, calls) = (options(call), bridge.calls);
    let id = calls.expect(sought(call.method()).answer, bridge.kind_of, reply);
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

/// Where each method was called. It is not looked for again. What was only seen is: `TTMinis.game` may come a moment after
/// `TTMinis`.
#[derive(Clone, Default)]
pub(super) struct Found([Cell<Option<&'static Way>>; 5]);

impl Found {
    pub(super) fn offer(&self, method: Method) -> Offer {
        self.find(method).map_or_else(|missing| missing, |way| Offer::By(way.namespace.path()))
    }

    /// The page of `TTMinis.game` deprecates `checkBalance` and `recharge`, and points to `pay`.
    pub(super) fn pay_tops_up(&self) -> bool {
        self.find(Method::Pay).is_ok_and(|way| matches!(way.namespace, Namespace::Game))
    }

    fn find(&self, method: Method) -> Result<&'static Way, Offer> {
        let kept = self.0.get(method as usize).and_then(Cell::get);
        kept.map_or_else(|| sought(method).find(), Ok)
    }

    fn keep(&self, method: Method, way: &'static Way) -> &'static Way {
        if let Some(place) = self.0.get(method as usize) {
            place.set(Some(way));
        }
        way
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|way| way.get().map(|way| way.namespace.path()))).finish()
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
struct Sought {
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

impl Sought {
    fn find(&self) -> Result<&'static Way, Offer> {
        let mut missing = Offer::NoHost;
        for way in self.ways {
            match way.namespace.offers(way.method) {
                Offer::By(_) => return Ok(way),
                // Of two reasons, the one that came closer to a call.
                why if missing == Offer::NoHost || why == Offer::Denied => missing = why,
                _ => {}
            }
        }
        Err(missing)
    }
}

fn sought(method: Method) -> &'static Sought {
    match method {
        Method::Login => &LOGIN,
        Method::CheckBalance => &CHECK_BALANCE,
        Method::Recharge => &RECHARGE,
        Method::Pay => &PAY,
        Method::OpenBalance => &OPEN_BALANCE,
    }
}

/// The options that this call is given in every dialect.
fn options(call: &Call) -> JsValue {
    let beans = || ("type", "BEANS".into());
    match call {
        Call::Login => js::object(&[]),
        Call::CheckBalance(amount) => js::object(&[beans(), ("amount", amount.0.into())]),
        Call::Recharge(tier) => js::object(&[("tier_id", tier.0.into())]),
        Call::Pay(order) => js::object(&[("trade_order_id", order.as_str().into())]),
        Call::OpenBalance => js::object(&[beans()]),
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
            static $method: Sought = Sought {
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
