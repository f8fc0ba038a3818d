//! Which call was answered.
//!
//! One closure serves every call and every timer of the thread. It is never dropped, so that an answer may come as
//! late as it likes, and each call hands the host a copy of it that is bound to the call's id.

use core::cell::RefCell;
use core::time::Duration;

use wasm_bindgen::prelude::*;

use super::answer::{self, Shape};
use super::js::{self, Function};
use crate::{HostAnswer, Reply};

/// As many calls may be unanswered; beyond it the oldest is given up, so that a mute host cannot fill the memory.
const MOST_UNANSWERED: usize = 256;

/// Keeps `reply` until the host answers. Gives the id of the call, and what the host has to call.
pub(super) fn expect(shape: &'static Shape, reply: Reply<HostAnswer>) -> (u32, Function) {
    let given_up = TABLE.with_borrow_mut(Table::make_room);
    drop(given_up);
    wait(Waiting::Answer(shape, reply))
}

/// The call threw. This is its answer, unless it was answered before.
pub(super) fn threw(id: u32, thrown: &JsValue) {
    if let Some(Waiting::Answer(_, reply)) = take(id) {
        reply.settle(Err(answer::thrown(thrown)));
    }
}

/// Calls `wake` once, after `delay` or earlier.
pub(super) fn wake_after(delay: Duration, wake: Box<dyn FnOnce()>) {
    let (id, callback) = wait(Waiting::Wake(wake));
    if !js::call_after(delay, &callback) {
        // Waking at once would only be asked for again. A game that polls goes on without timers.
        drop(take(id));
    }
}

/// How many signals came to calls that no longer waited.
pub(super) fn ignored() -> u32 {
    TABLE.with_borrow(|table| table.ignored)
}

enum Waiting {
    Answer(&'static Shape, Reply<HostAnswer>),
    Wake(Box<dyn FnOnce()>),
}

struct Table {
    last_id: u32,
    waiting: Vec<(u32, Waiting)>,
    ignored: u32,
}

thread_local! {
    static TABLE: RefCell<Table> = const { RefCell::new(Table { last_id: 0, waiting: Vec::new(), ignored: 0 }) };

    static DISPATCHER: Closure<dyn Fn(u32, JsValue)> = Closure::new(|id, value: JsValue| dispatch(id, &value));
}

fn dispatch(id: u32, value: &JsValue) {
    match take(id) {
        Some(Waiting::Answer(shape, reply)) => reply.settle(shape.read(value)),
        Some(Waiting::Wake(wake)) => wake(),
        None => TABLE.with_borrow_mut(|table| table.ignored = table.ignored.saturating_add(1)),
    }
}

fn wait(waiting: Waiting) -> (u32, Function) {
    let id = TABLE.with_borrow_mut(|table| table.insert(waiting));
    let bound = |dispatcher: &Closure<_>| dispatcher.as_ref().unchecked_ref::<Function>().bind(&JsValue::UNDEFINED, id);
    (id, DISPATCHER.with(bound))
}

fn take(id: u32) -> Option<Waiting> {
    TABLE.with_borrow_mut(|table| table.take(|(waiting, _)| *waiting == id))
}

impl Table {
    fn insert(&mut self, waiting: Waiting) -> u32 {
        self.last_id = self.last_id.wrapping_add(1);
        self.waiting.push((self.last_id, waiting));
        self.last_id
    }

    fn take(&mut self, wanted: impl Fn(&(u32, Waiting)) -> bool) -> Option<Waiting> {
        let at = self.waiting.iter().position(wanted)?;
        Some(self.waiting.remove(at).1)
    }

    fn make_room(&mut self) -> Option<Waiting> {
        let unanswered = |(_, waiting): &(u32, Waiting)| matches!(waiting, Waiting::Answer(..));
        let is_full = self.waiting.iter().filter(|entry| unanswered(entry)).count() >= MOST_UNANSWERED;
        if is_full { self.take(unanswered) } else { None }
    }
}
