//! Which call was answered.
//!
//! One closure serves every call and every timer of the thread. It is never dropped, so that an answer may come as
//! late as it likes. What the host gets are copies of it, bound to the id of the call and to what it means to call them.

use core::cell::RefCell;
use core::time::Duration;

use wasm_bindgen::prelude::*;

use super::answer::Shape;
use super::js::{self, Function};
use super::{KindOf, failure};
use crate::{HostAnswer, Reply};

/// As many calls may be unanswered; beyond it the oldest is given up, so that a mute host cannot fill the memory.
const MOST_UNANSWERED: usize = 256;

/// What it means when the host calls a function that it was given.
#[derive(Clone, Copy)]
pub(super) enum Signal {
    /// The one callback for success and failure.
    Answer,
    /// `success`.
    Success,
    /// `fail`, which some pages call `error`.
    Failure,
    /// The call returned a promise, which was rejected.
    Rejection,
}

impl Signal {
    const BITS: u32 = 2;

    fn from_bits(bits: u32) -> Self {
        [Self::Answer, Self::Success, Self::Failure, Self::Rejection][(bits & 3) as usize]
    }
}

/// Keeps `reply` until the host answers. Gives the id of the call.
pub(super) fn expect(shape: &'static Shape, kind_of: KindOf, reply: Reply<HostAnswer>) -> u32 {
    let given_up = TABLE.with_borrow_mut(Table::make_room);
    drop(given_up);
    wait(Waiting::Answer(shape, kind_of, reply))
}

/// A function for the host to call, with the answer.
pub(super) fn function(id: u32, signal: Signal) -> Function {
    let bits = id << Signal::BITS | signal as u32;
    DISPATCHER.with(|dispatcher| js::bind(dispatcher.as_ref(), bits))
}

/// The call was answered with this, unless it was answered before.
pub(super) fn answered(id: u32, signal: Signal, value: &JsValue) {
    match take(id) {
        Some(Waiting::Answer(shape, kind_of, reply)) => reply.settle(shape.read(signal, value, kind_of)),
        Some(Waiting::Wake(wake)) => wake(),
        Some(Waiting::Over) | None => TABLE.with_borrow_mut(|table| table.ignored = table.ignored.saturating_add(1)),
    }
}

/// The call threw this. It is the answer, unless it was answered before.
pub(super) fn threw(id: u32, thrown: &JsValue) {
    if let Some(Waiting::Answer(_, _, reply)) = take(id) {
        reply.settle(Err(failure::thrown(thrown)));
    }
}

/// Calls `wake` once, after `delay` or earlier.
pub(super) fn wake_after(delay: Duration, wake: Box<dyn FnOnce()>) {
    let id = wait(Waiting::Wake(wake));
    if !js::call_after(delay, &function(id, Signal::Answer)) {
        // Waking at once would only be asked for again. A game that polls goes on without timers.
        drop(take(id));
    }
}

/// How many signals came to calls that no longer waited.
pub(super) fn ignored() -> u32 {
    TABLE.with_borrow(|table| table.ignored)
}

enum Waiting {
    Answer(&'static Shape, KindOf, Reply<HostAnswer>),
    Wake(Box<dyn FnOnce()>),
    /// Taken, and about to be cleared away.
    Over,
}

struct Table {
    last_id: u32,
    waiting: Vec<(u32, Waiting)>,
    ignored: u32,
}

thread_local! {
    static TABLE: RefCell<Table> = const { RefCell::new(Table { last_id: 0, waiting: Vec::new(), ignored: 0 }) };

    static DISPATCHER: Closure<dyn Fn(u32, JsValue)> = Closure::new(|bits: u32, value: JsValue| {
        answered(bits >> Signal::BITS, Signal::from_bits(bits), &value);
    });
}

fn wait(waiting: Waiting) -> u32 {
    TABLE.with_borrow_mut(|table| table.insert(waiting))
}

fn take(id: u32) -> Option<Waiting> {
    TABLE.with_borrow_mut(|table| table.take(|(waiting, _)| *waiting == id))
}

impl Table {
    fn insert(&mut self, waiting: Waiting) -> u32 {
        self.last_id = (self.last_id + 1) & (u32::MAX >> Signal::BITS);
        self.waiting.push((self.last_id, waiting));
        self.last_id
    }

    fn take(&mut self, wanted: impl Fn(&(u32, Waiting)) -> bool) -> Option<Waiting> {
        let entry = self.waiting.iter_mut().find(|entry| wanted(entry))?;
        let taken = core::mem::replace(&mut entry.1, Waiting::Over);
        self.waiting.retain(|entry| !matches!(entry.1, Waiting::Over));
        Some(taken)
    }

    fn make_room(&mut self) -> Option<Waiting> {
        let unanswered = |(_, waiting): &(u32, Waiting)| matches!(waiting, Waiting::Answer(..));
        let is_full = self.waiting.iter().filter(|entry| unanswered(entry)).count() >= MOST_UNANSWERED;
        if is_full { self.take(unanswered) } else { None }
    }
}
