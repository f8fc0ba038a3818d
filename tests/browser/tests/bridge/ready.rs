//! Waiting for an SDK that is loaded, or initialised, after the game.

use std::time::Duration;

use browser_tests::{Dialect, page, stand_in};
use purchasable::{HostErrorKind, MinisBridge, Offer, poll_now};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::wasm_bindgen_test;

const LONG: Duration = Duration::from_secs(30);

#[wasm_bindgen_test]
async fn a_host_that_is_there_is_ready_at_once() {
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 0);
        let seen = MinisBridge::new().ready(Duration::ZERO).await.expect("the host is there");
        assert_eq!(seen.pay, Offer::By(dialect.place()));
    }
}

#[wasm_bindgen_test]
async fn a_host_that_appears_later_is_waited_for() {
    stand_in::remove();
    let install = Closure::once_into_js(|| stand_in::install(Dialect::Game, 0));
    page::after(80, &install);
    let seen = MinisBridge::new().ready(LONG).await.expect("the host appears");
    assert_eq!(seen.pay, Offer::By("TTMinis.game"));
}

#[wasm_bindgen_test]
async fn an_sdk_that_is_initialised_later_is_waited_for() {
    stand_in::install(Dialect::Game, 0);
    let pay = page::member("TTMinis.game.pay");
    page::set_member("TTMinis.game", "pay", &JsValue::UNDEFINED);
    let mut ready = MinisBridge::new().ready(LONG);
    assert!(poll_now(&mut ready).is_none(), "`pay` is not there yet");
    page::set_member("TTMinis.game", "pay", &pay);
    assert!(poll_now(&mut ready).expect("the frame loop sees it at once").is_ok());
}

#[wasm_bindgen_test]
async fn a_host_that_never_appears_is_given_up_with_a_reason() {
    stand_in::remove();
    let error = MinisBridge::new().ready(Duration::from_millis(60)).await.expect_err("nobody is there");
    assert_eq!(error.kind, HostErrorKind::Unavailable);
    assert!(error.message.contains("no host was found"), "{}", error.message);

    stand_in::install(Dialect::Game, 0);
    page::set_member("TTMinis.game", "pay", &JsValue::UNDEFINED);
    let error = MinisBridge::new().ready(Duration::from_millis(60)).await.expect_err("it cannot pay");
    assert!(error.message.contains("no such method"), "{}", error.message);
}

#[wasm_bindgen_test]
async fn whoever_polls_last_is_woken() {
    stand_in::remove();
    let mut ready = MinisBridge::new().ready(LONG);
    for _ in 0..1000 {
        assert!(poll_now(&mut ready).is_none());
    }
    let install = Closure::once_into_js(|| stand_in::install(Dialect::Game, 0));
    page::after(80, &install);
    assert!(ready.await.is_ok(), "the timer was armed by a frame loop, and wakes the task");
}

#[wasm_bindgen_test]
async fn a_clock_that_is_set_back_meanwhile_stops_nothing() {
    stand_in::remove();
    let mut ready = MinisBridge::new().ready(Duration::from_millis(200));
    assert!(poll_now(&mut ready).is_none());
    let restore = page::set_clock_by(-3_600_000.0);
    let ended = ready.await;
    restore.call0(&JsValue::UNDEFINED).expect("the clock is put right");
    assert!(ended.is_err(), "nobody came");
}
