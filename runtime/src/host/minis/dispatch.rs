//! Which call was answered.
//!
//! One closure serves every call and every timer of the thread. It is left to JavaScript, so that an answer may come as
//! late as it likes; what the host gets are functions that name their call to it.

use core::cell::Cell;
use core::fmt;
use core::time::Duration;

use wasm_bindgen::prelude::*;

use super::KindOf;
use super::js::{Calls, Page};
use crate::flow::Wait;
use crate::waiting::Waiting;
use crate::{Answer, HostAnswer, HostError, HostErrorKind, Reply};

/// Tells the calls of a thread apart, whichever bridge made them.
pub(super) struct Dispatcher {
    waiting: &'static Waiting<Waiter>,
    calls: Calls,
}

enum Waiter {
    Answer(KindOf, Reply<HostAnswer>),
    Time(Box<dyn FnOnce()>),
}

/// What `minis.js` tells of a call: a number for what came of it, and the host's words.
struct Outcome {
    what: u32,
    text: Option<String>,
    code: Option<String>,
    raw: Option<String>,
}

thread_local! {
    /// Made with the first bridge and never dropped: the host may answer at any time.
    static DISPATCHER: Cell<Option<&'static Dispatcher>> = const { Cell::new(None) };
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
        let waiting: &Waiting<Waiter> = Box::leak(Box::default());
        let answered = Closure::<dyn Fn(usize, u32, Option<String>, Option<String>, Option<String>)>::new(
            move |id, what, text, code, raw| waiting.answered(id, Outcome { what, text, code, raw }),
        );
        Self { waiting, calls: Calls::new(&answered.into_js_value()) }
    }

    /// A page whose calls are answered here.
    pub(super) fn page(&self) -> Page {
        Page::new(&self.calls)
    }

    /// Keeps `reply` until the host answers. Gives the id of the call.
    pub(super) fn expect(&self, kind_of: KindOf, reply: Reply<HostAnswer>) -> usize {
        self.waiting.add(Waiter::Answer(kind_of, reply))
    }

    /// The call could not be made.
    pub(super) fn not_made(&self, id: usize, error: HostError) {
        if let Some(Waiter::Answer(_, reply)) = self.waiting.take(id) {
            reply.settle(Err(error));
        }
    }

    /// Calls `wake` once, after `delay` or earlier.
    pub(super) fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        let id = self.waiting.add(Waiter::Time(wake));
        if !self.calls.wake_after(id, Wait::of(delay).milliseconds()) {
            // Waking at once would only be asked for again. Without timers, no deadline is kept.
            drop(self.waiting.take(id));
        }
    }

    /// How many signals came to calls that no longer waited.
    pub(super) fn ignored(&self) -> u32 {
        self.calls.ignored()
    }
}

impl Waiting<Waiter> {
    fn answered(&self, id: usize, outcome: Outcome) {
        match self.take(id) {
            Some(Waiter::Answer(kind_of, reply)) => {
                if let Some(answer) = outcome.read(kind_of) {
                    reply.settle(answer);
                }
            }
            Some(Waiter::Time(wake)) => wake(),
            None => {}
        }
    }
}

impl Outcome {
    /// The answer; nothing where the call was given up.
    fn read(self, kind_of: KindOf) -> Option<HostAnswer> {
        let text = self.text.unwrap_or_default();
        let kind = match self.what {
            0 => return Some(Ok(Answer::Done)),
            1 => return Some(Ok(Answer::Sufficient(true))),
            2 => return Some(Ok(Answer::Sufficient(false))),
            3 => return Some(Ok(Answer::LoginCode(text))),
            4 => HostErrorKind::Rejected,
            5 => HostErrorKind::Malformed,
            6 => HostErrorKind::Threw,
            _ => return None,
        };
        let mut error = HostError { kind, code: self.code, message: text, raw: self.raw.unwrap_or_default() };
        if kind == HostErrorKind::Rejected {
            error.kind = match kind_of(&error) {
                // The call was made. Only one that was not has certainly moved no money.
                HostErrorKind::Unavailable => HostErrorKind::Rejected,
                kind => kind,
            };
        }
        Some(Err(error))
    }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatcher").finish_non_exhaustive()
    }
}
