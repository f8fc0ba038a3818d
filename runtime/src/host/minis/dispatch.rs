//! Which call was answered.
//!
//! One closure serves every call and every timer of the thread. It is left to JavaScript, so that an answer may come as
//! late as it likes. What the host gets are copies of it, bound to the id of the call and to what it means to call them.

use core::cell::Cell;
use core::fmt;
use core::time::Duration;

use wasm_bindgen::prelude::*;

use super::answer::Shape;
use super::js::{self, Function};
use super::{KindOf, failure};
use crate::cell::with;
use crate::list::take_one;
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

/// Tells the calls of a thread apart, whichever bridge made them.
pub(super) struct Dispatcher {
    calls: &'static Calls,
    function: JsValue,
}

#[derive(Default)]
struct Calls {
    last_id: Cell<u32>,
    waiting: Cell<Vec<(u32, Waiting)>>,
}

enum Waiting {
    Answer(&'static Shape, KindOf, Reply<HostAnswer>),
    Wake(Box<dyn FnOnce()>),
}

thread_local! {
    /// Made with the first bridge and never dropped: the host may answer at any time.
    static DISPATCHER: Cell<Option<&'static Dispatcher>> = const { Cell::new(None) };
    static IGNORED: Cell<u32> = const { Cell::new(0) };
}

/// How many signals came to calls that no longer waited, of whichever bridge.
pub(super) fn ignored() -> u32 {
    IGNORED.get()
}

impl Dispatcher {
    pub(super) fn of_this_thread() -> &'static Self {
        DISPATCHER.get().unwrap_or_else(|| {
            let dispatcher = Box::leak(Box::new(Self::new()));
            DISPATCHER.set(Some(dispatcher));
            dispatcher
        })
    }

    fn new() -> Self {
        let calls: &Calls = Box::leak(Box::default());
        let function = Closure::<dyn Fn(u32, JsValue)>::new(move |bits: u32, value: JsValue| {
            calls.answered(bits >> Signal::BITS, Signal::from_bits(bits), &value);
        });
        Self { calls, function: function.into_js_value() }
    }

    /// Keeps `reply` until the host answers. Gives the id of the call.
    pub(super) fn expect(&self, shape: &'static Shape, kind_of: KindOf, reply: Reply<HostAnswer>) -> u32 {
        self.calls.wait(Waiting::Answer(shape, kind_of, reply))
    }

    /// A function for the host to call, with the answer.
    pub(super) fn function(&self, id: u32, signal: Signal) -> Function {
        js::bind(&self.function, id << Signal::BITS | signal as u32)
    }

    /// The call threw this. It is the answer, unless it was answered before.
    pub(super) fn threw(&self, id: u32, thrown: &JsValue) {
        if let Some(Waiting::Answer(_, _, reply)) = self.calls.take(id) {
            reply.settle(Err(failure::thrown(thrown)));
        }
    }

    /// Calls `wake` once, after `delay` or earlier.
    pub(super) fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        let id = self.calls.wait(Waiting::Wake(wake));
        if !js::call_after(delay, &self.function(id, Signal::Answer)) {
            // Waking at once would only be asked for again. Without timers, no deadline is kept.
            drop(self.calls.take(id));
        }
    }
}

impl Calls {
    /// The call was answered with this, unless it was answered before.
    fn answered(&self, id: u32, signal: Signal, value: &JsValue) {
        match self.take(id) {
            Some(Waiting::Answer(shape, kind_of, reply)) => reply.settle(shape.read(signal, value, kind_of)),
            Some(Waiting::Wake(wake)) => wake(),
            None => IGNORED.set(IGNORED.get().wrapping_add(1)),
        }
    }

    fn wait(&self, waiting: Waiting) -> u32 {
        let id = (self.last_id.get() + 1) & (u32::MAX >> Signal::BITS);
        self.last_id.set(id);
        let oldest = with(&self.waiting, |all| {
            all.push((id, waiting));
            oldest_of_too_many(all)
        });
        drop(oldest.and_then(|oldest| self.take(oldest)));
        id
    }

    fn take(&self, id: u32) -> Option<Waiting> {
        with(&self.waiting, |all| take_one(all, |(waiting, _)| *waiting == id)).map(|(_, waiting)| waiting)
    }
}

/// The oldest call where there are too many. A timer neither counts nor is given up: somebody relies on it.
fn oldest_of_too_many(all: &[(u32, Waiting)]) -> Option<u32> {
    let is_call = |(_, waiting): &&(u32, Waiting)| matches!(waiting, Waiting::Answer(..));
    let calls = || all.iter().filter(is_call);
    if calls().count() > MOST_UNANSWERED { calls().map(|(id, _)| *id).min() } else { None }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatcher").finish_non_exhaustive()
    }
}
