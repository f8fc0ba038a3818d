//! What the bridge calls, and what becomes of the answer when it comes early, late, twice, or never.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use browser_tests::stand_in;
use purchasable::{Answer, Beans, Call, HostBridge, HostErrorKind, MinisBridge, Reply, TierId};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, ask, error_of, pay, sleep};
#[wasm_bindgen_test]
fn each_call_has_the_arguments_of_the_payment_page() {
    stand_in::install(500);
    let order = stand_in::create_order(200);
    assert_eq!(answer_to(Call::Login), Ok(Answer::LoginCode("login-code".into())));
    assert_eq!(answer_to(Call::CheckBalance(Beans(501))), Ok(Answer::Sufficient(false)));
    assert_eq!(answer_to(Call::Recharge(TierId("tier_300"))), Ok(Answer::Done));
    assert_eq!(answer_to(Call::CheckBalance(Beans::MAX)), Ok(Answer::Sufficient(false)));
    assert_eq!(answer_to(Call::CheckBalance(Beans(800))), Ok(Answer::Sufficient(true)));
    assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
    assert_eq!(answer_to(Call::OpenBalance), Ok(Answer::Done));
    assert_eq!(
        stand_in::calls(),
        [
            "TTMinis.login()",
            r#"Minis.checkBalance({"type":"BEANS","amount":501})"#,
            r#"Minis.recharge({"tier_id":"tier_300"})"#,
            r#"Minis.checkBalance({"type":"BEANS","amount":2147483647})"#,
            r#"Minis.checkBalance({"type":"BEANS","amount":800})"#,
            r#"Minis.pay({"trade_order_id":"order-1"})"#,
            r#"TTMinis.navigateToBalance({"type":"BEANS"})"#,
        ]
    );
    assert_eq!(stand_in::balance(), 600);
}

#[wasm_bindgen_test]
async fn the_upload_scanner_finds_each_call_written_out_and_no_code_made_from_text() {
    let text = JsFuture::from(stand_in::scripts_text()).await.expect("the scripts can be read");
    let text = text.as_string().expect("scripts are text");
    for method in ["login", "checkBalance", "recharge", "pay", "navigateToBalance"] {
        for namespace in [" TTMinis.", " Minis."] {
            let call = [namespace, method, "("].concat();
            assert!(text.contains(&call), "{call}");
        }
    }
    assert!(!text.contains("eval(") && !text.contains("new Function("));
}

#[wasm_bindgen_test]
fn the_first_answer_counts_and_the_second_is_ignored() {
    stand_in::install(500);
    let order = stand_in::create_order(200);
    let before = MinisBridge::new().ignored_answers();
    stand_in::answer_next_twice("pay");
    assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
    assert_eq!(MinisBridge::new().ignored_answers(), before + 1);
}

#[wasm_bindgen_test]
fn a_throw_is_described_whatever_was_thrown() {
    let thrown = [
        (JsValue::from_str("the panel is broken"), "the panel is broken"),
        (js_sys::TypeError::new("bad argument").into(), "TypeError: bad argument"),
        (JsValue::UNDEFINED, "undefined"),
        (stand_in::unspeakable(), ""),
    ];
    for (value, message) in thrown {
        stand_in::install(0);
        stand_in::throw_next("pay", &value);
        let error = error_of(pay());
        assert_eq!((error.kind, error.message.as_str()), (HostErrorKind::Threw, message));
    }
}

#[wasm_bindgen_test]
fn a_throw_after_the_answer_changes_nothing() {
    stand_in::install(500);
    let order = stand_in::create_order(200);
    stand_in::answer_next_and_throw("pay", &JsValue::from_str("too late"));
    assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
}

#[wasm_bindgen_test]
async fn an_answer_may_come_long_after_the_bridge_is_gone() {
    stand_in::install(500);
    let order = stand_in::create_order(200);
    stand_in::answer_next_later("pay", 20);
    let answer = ask(Call::Pay(order.into()));
    assert_eq!(*answer.borrow(), None);
    while answer.borrow().is_none() {
        sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(answer.take(), Some(Ok(Answer::Done)));
}

#[wasm_bindgen_test]
fn a_reply_may_call_the_host_again() {
    stand_in::install(500);
    let place = Rc::new(RefCell::new(None));
    let inside = place.clone();
    let again = Reply::new(move |_| *inside.borrow_mut() = Some(answer_to(Call::CheckBalance(Beans(1)))));
    MinisBridge::new().call(Call::OpenBalance, again);
    assert_eq!(place.take(), Some(Ok(Answer::Sufficient(true))));
}

#[wasm_bindgen_test]
fn a_host_that_never_answers_does_not_fill_the_memory() {
    stand_in::install(0);
    let alive = Rc::new(());
    for _ in 0..1000 {
        stand_in::never_answer_next("pay");
        let held = alive.clone();
        MinisBridge::new().call(pay(), Reply::new(move |_| drop(held)));
    }
    assert!(Rc::strong_count(&alive) <= 257, "{} replies are held", Rc::strong_count(&alive));
    assert_eq!(answer_to(Call::OpenBalance), Ok(Answer::Done));
}
