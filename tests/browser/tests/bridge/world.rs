//! The clock, the timers and the dice.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use browser_tests::page;
use purchasable::{HostBridge, MinisBridge};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::sleep;
#[wasm_bindgen_test]
async fn timers_fire_once_and_the_clock_moves() {
    let bridge = MinisBridge::new();
    let begin = bridge.now();
    assert!(begin > Duration::from_secs(1_600_000_000));
    sleep(Duration::from_millis(20)).await;
    assert!(bridge.now() >= begin + Duration::from_millis(19));
}

#[wasm_bindgen_test]
async fn a_clock_that_is_set_back_goes_on_all_the_same() {
    let bridge = MinisBridge::new();
    let begin = bridge.now();
    let restore = page::set_clock_by(-3_600_000.0);
    assert!(bridge.now() >= begin);
    sleep(Duration::from_millis(20)).await;
    let later = bridge.now();
    restore.call0(&JsValue::UNDEFINED).expect("the clock is put right");
    assert!(later >= begin + Duration::from_millis(19), "it stood still");
    assert!(bridge.now() >= later);
}

#[wasm_bindgen_test]
async fn a_delay_longer_than_a_timer_can_hold_does_not_fire_at_once() {
    let woken = Rc::new(Cell::new(0));
    for delay in [Duration::from_secs(30 * 24 * 3600), Duration::MAX] {
        let inside = woken.clone();
        MinisBridge::new().wake_after(delay, Box::new(move || inside.set(inside.get() + 1)));
    }
    sleep(Duration::from_millis(20)).await;
    assert_eq!(woken.get(), 0);
}

#[wasm_bindgen_test]
fn random_bits_differ_in_both_halves() {
    let bridge = MinisBridge::new();
    let (one, other) = (bridge.random(), bridge.random());
    assert_ne!(one >> 32, other >> 32);
    assert_ne!(one & u64::from(u32::MAX), other & u64::from(u32::MAX));
}
