//! What many calls leave behind: nothing.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use browser_tests::{Dialect, page, stand_in};
use purchasable::{Answer, Call, HostBridge, MinisBridge, Reply};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, ask, pay, sleep};

const CALLS: usize = 10_000;

#[wasm_bindgen_test]
fn ten_thousand_calls_leave_the_heap_and_the_table_of_values_where_they_were() {
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 0);
        // The stand-in keeps a log; a host does not.
        page::set_member(dialect.place(), "pay", &page::paying());
        let warm_up = calls_in(100);
        assert_eq!(warm_up, 100);
        let before = (memory_pages(), values_held());
        assert_eq!(calls_in(CALLS), CALLS);
        assert_eq!((memory_pages(), values_held()), before, "{dialect:?}");
    }
}

#[wasm_bindgen_test]
fn ten_thousand_failures_leave_nothing_either() {
    let throwing = page::throwing("the panel is broken, and this is a rather long way to say it");
    stand_in::install(Dialect::Game, 0);
    page::set_member("TTMinis.game", "pay", &throwing);
    calls_in(100);
    let before = (memory_pages(), values_held());
    calls_in(CALLS);
    assert_eq!((memory_pages(), values_held()), before);
}

#[wasm_bindgen_test]
fn a_host_that_never_answers_does_not_fill_the_memory() {
    stand_in::install(Dialect::Game, 0);
    let alive = Rc::new(());
    for _ in 0..1000 {
        stand_in::next("pay", "never-answers");
        let held = alive.clone();
        MinisBridge::new().call(pay(), Reply::new(move |_| drop(held)));
    }
    assert!(Rc::strong_count(&alive) <= 257, "{} replies are held", Rc::strong_count(&alive));
    assert_eq!(answer_to(Call::OpenBalance), Ok(Answer::Done));
}

#[wasm_bindgen_test]
async fn of_the_calls_that_are_never_answered_the_oldest_are_given_up_first() {
    stand_in::install(Dialect::Game, 0);
    let bridge = MinisBridge::new();
    let make = |_| {
        stand_in::next("pay", "never-answers");
        let call = Rc::new(());
        let held = call.clone();
        bridge.call(pay(), Reply::new(move |_| drop(held)));
        call
    };
    // Timers are no calls: neither do they count, nor is one of them given up.
    let rung = Rc::new(Cell::new(0));
    for _ in 0..300 {
        let rung = rung.clone();
        bridge.wake_after(Duration::from_millis(20), Box::new(move || rung.set(rung.get() + 1)));
    }
    let calls: Vec<_> = (0..300).map(make).collect();
    let waits: Vec<_> = calls.iter().map(|call| Rc::strong_count(call) == 2).collect();
    assert!(!waits[0] && waits[299], "the first is given up and the last is not");
    assert!(waits.is_sorted(), "a call was given up before an older one: {waits:?}");
    assert_eq!(waits.iter().filter(|waits| **waits).count(), 256);
    sleep(Duration::from_millis(200)).await;
    assert_eq!(rung.get(), 300);
}

/// Makes so many calls; says how many were answered within them.
fn calls_in(count: usize) -> usize {
    (0..count).filter(|_| ask(pay()).borrow().is_some()).count()
}

/// The size of wasm's memory, which never shrinks.
fn memory_pages() -> u32 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    buffer.byte_length() / 65_536
}

/// How many JavaScript values wasm holds on to.
fn values_held() -> u32 {
    wasm_bindgen::externref_heap_live_count()
}
