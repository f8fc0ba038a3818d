//! The clock, the timers and the dice.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use browser_tests::{Dialect, page, stand_in};
use purchasable::{HostAnswer, HostBridge, MinisBridge};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{ask, pay, sleep};

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
async fn a_timer_that_rings_twice_wakes_once_and_answers_nobody_else() {
    stand_in::install(Dialect::Game, 500);
    let restore = page::ring_timers_twice();
    let woken = Rc::new(Cell::new(0));
    let inside = woken.clone();
    let answer = Rc::<Cell<Option<Rc<RefCell<Option<HostAnswer>>>>>>::default();
    let place = answer.clone();
    // The first ring gives its place away: to a call that is answered later.
    let wake = move || {
        inside.set(inside.get() + 1);
        stand_in::next_with("pay", "late", &40.into());
        place.set(Some(ask(pay())));
    };
    MinisBridge::new().wake_after(Duration::from_millis(5), Box::new(wake));
    restore.call0(&JsValue::UNDEFINED).expect("timers ring once again");
    sleep(Duration::from_millis(120)).await;
    assert_eq!(woken.get(), 1);
    let answer = answer.take().expect("it was asked");
    assert!(answer.borrow().is_some(), "the answer was lost");
}

#[wasm_bindgen_test]
fn random_bits_differ_in_both_halves() {
    let bridge = MinisBridge::new();
    let (one, other) = (bridge.random(), bridge.random());
    assert_ne!(one >> 32, other >> 32);
    assert_ne!(one & u64::from(u32::MAX), other & u64::from(u32::MAX));
}
