//! Hosts that answer late, twice, never, inside the call, or that throw.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use browser_tests::{Dialect, json, page, stand_in};
use js_sys::Object;
use purchasable::{Answer, Beans, Call, HostBridge, HostErrorKind, MinisBridge, Reply};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, ask, error_of, pay, sleep};

#[wasm_bindgen_test]
fn the_first_answer_counts_and_later_ones_are_counted() {
    for dialect in Dialect::ALL {
        for fault in ["answers-twice", "success-then-fail"] {
            stand_in::install(dialect, 500);
            let order = stand_in::create_order(200);
            let before = MinisBridge::new().ignored_answers();
            stand_in::next("pay", fault);
            assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
            assert_eq!(MinisBridge::new().ignored_answers(), before + 1, "{dialect:?}, {fault}");
        }
    }
}

#[wasm_bindgen_test]
fn a_throw_is_described_whatever_was_thrown() {
    let frozen = Object::freeze(&page::object("reason", &"frozen".into()).into());
    let thrown = [
        (JsValue::from_str("the panel is broken"), "the panel is broken"),
        (js_sys::TypeError::new("bad argument").into(), "TypeError: bad argument"),
        (JsValue::UNDEFINED, "undefined"),
        (frozen.into(), "[object Object]"),
        (page::unreadable("message"), "[object Object]"),
        (page::unreadable("toString"), ""),
        (page::unspeakable(), ""),
    ];
    for dialect in Dialect::ALL {
        for (value, message) in &thrown {
            stand_in::install(dialect, 0);
            stand_in::next_with("pay", "throw", value);
            let error = error_of(pay());
            assert_eq!((error.kind, error.message.as_str()), (HostErrorKind::Threw, *message));
        }
    }
}

#[wasm_bindgen_test]
fn a_throw_after_the_answer_changes_nothing() {
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 500);
        let order = stand_in::create_order(200);
        stand_in::next_with("pay", "answerThenThrow", &"too late".into());
        assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
    }
}

#[wasm_bindgen_test]
fn a_promise_beside_the_callback_is_left_alone() {
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 500);
        let order = stand_in::create_order(200);
        stand_in::next_with("pay", "promise", &JsValue::TRUE);
        assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
    }
}

#[wasm_bindgen_test]
async fn a_promise_that_is_rejected_says_what_the_host_says_or_nothing() {
    let reasons = [
        (json(r#"{"error":{"error_code":117601,"error_msg":"cancel"}}"#), HostErrorKind::Cancelled, "cancel"),
        (json(r#"{"errMsg":"pay:fail cancel"}"#), HostErrorKind::Cancelled, "pay:fail cancel"),
        (json(r#"{"errCode":7,"errMsg":"no"}"#), HostErrorKind::Rejected, "no"),
        (js_sys::Error::new("pay:fail cancel").into(), HostErrorKind::Cancelled, "pay:fail cancel"),
        ("pay:fail cancelled by the player".into(), HostErrorKind::Cancelled, "pay:fail cancelled by the player"),
        // It may have been rejected long after the panel opened: nothing is known.
        ("the panel is broken".into(), HostErrorKind::Malformed, "the panel is broken"),
        (json(r#"{"errMsg":"request:fail socket closed"}"#), HostErrorKind::Malformed, "[object Object]"),
        (js_sys::TypeError::new("bad argument").into(), HostErrorKind::Malformed, "TypeError: bad argument"),
        (JsValue::UNDEFINED, HostErrorKind::Malformed, "undefined"),
    ];
    for dialect in Dialect::ALL {
        for (reason, kind, message) in &reasons {
            stand_in::install(dialect, 0);
            page::set_member(dialect.place(), "pay", &page::rejecting(reason));
            let answer = ask(pay());
            while answer.borrow().is_none() {
                sleep(Duration::from_millis(1)).await;
            }
            let error = answer.take().expect("it was just seen").expect_err("the call failed");
            assert_eq!((error.kind, error.message.as_str()), (*kind, *message));
        }
    }
}

#[wasm_bindgen_test]
fn complete_is_never_asked_for() {
    stand_in::install(Dialect::Game, 500);
    let order = stand_in::create_order(200);
    let before = MinisBridge::new().ignored_answers();
    stand_in::next_with("pay", "complete", &"first".into());
    assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
    assert_eq!(MinisBridge::new().ignored_answers(), before);
}

#[wasm_bindgen_test]
async fn an_answer_may_come_long_after_the_bridge_is_gone() {
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 500);
        let order = stand_in::create_order(200);
        stand_in::next_with("pay", "late", &20.into());
        let answer = ask(Call::Pay(order.into()));
        assert_eq!(*answer.borrow(), None);
        while answer.borrow().is_none() {
            sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(answer.take(), Some(Ok(Answer::Done)));
    }
}

#[wasm_bindgen_test]
fn a_reply_may_call_the_host_again() {
    stand_in::install(Dialect::Game, 500);
    let place = Rc::new(RefCell::new(None));
    let inside = place.clone();
    let again = Reply::new(move |_| *inside.borrow_mut() = Some(answer_to(Call::CheckBalance(Beans(1)))));
    MinisBridge::new().call(Call::OpenBalance, again);
    assert_eq!(place.take(), Some(Ok(Answer::Sufficient(true))));
}
