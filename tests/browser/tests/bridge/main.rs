//! What the bridge calls, and how it reads every answer the host may give.
#![cfg(target_arch = "wasm32")]

mod answers;
mod calls;
mod detection;
mod failures;
mod memory;
mod odd_hosts;
mod ready;
mod world;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use browser_tests::Dialect;
use browser_tests::stand_in;
use js_sys::Promise;
use purchasable::{Call, HostAnswer, HostBridge, HostError, MinisBridge, Reply, TradeOrderId};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

/// Makes a call, and gives the place where its answer appears.
fn ask(call: Call) -> Rc<RefCell<Option<HostAnswer>>> {
    ask_by(&MinisBridge::new(), call)
}

fn ask_by(bridge: &MinisBridge, call: Call) -> Rc<RefCell<Option<HostAnswer>>> {
    let place = Rc::new(RefCell::new(None));
    let inside = place.clone();
    bridge.call(call, Reply::new(move |answer| *inside.borrow_mut() = Some(answer)));
    place
}

/// Makes a call that is answered within it.
fn answer_to(call: Call) -> HostAnswer {
    ask(call).take().expect("the host answers within the call")
}

fn error_of(call: Call) -> HostError {
    answer_to(call).expect_err("the call fails")
}

/// What comes of it when the host's `pay` behaves in this form, with this value.
fn pay_answered(dialect: Dialect, form: &str, value: &JsValue) -> HostAnswer {
    stand_in::install(dialect, 0);
    stand_in::next_with("pay", form, value);
    answer_to(pay())
}

fn pay() -> Call {
    Call::Pay(TradeOrderId::from("TOID1"))
}

async fn sleep(delay: Duration) {
    let woken = Promise::new(&mut |resolve, _| {
        MinisBridge::new().wake_after(delay, Box::new(move || drop(resolve.call0(&JsValue::UNDEFINED))));
    });
    JsFuture::from(woken).await.expect("the promise is never rejected");
}
