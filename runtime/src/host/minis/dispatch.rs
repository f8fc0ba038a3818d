//! Which call was answered.
//!
//! One closure serves every call and every timer of the thread. It is left to JavaScript, so that an answer may come as
//! late as it likes; what the host gets are functions that name their call to it.

use core::cell::Cell;
use core::fmt;

use wasm_bindgen::prelude::*;

use super::KindOf;
use super::js::Page;
use crate::cell::with;
use crate::list::take_one;
use crate::{Answer, HostAnswer, HostError, HostErrorKind, Reply};

/// Tells the calls of a thread apart, whichever bridge made them.
pub(super) struct Dispatcher {
    calls: &'static Calls,
    answered: JsValue,
}

pub(super) enum Waiting {
    Answer(KindOf, Reply<HostAnswer>),
    Wake(Box<dyn FnOnce()>),
}

#[derive(Default)]
struct Calls {
    last_id: Cell<u32>,
    waiting: Cell<Vec<(u32, Waiting)>>,
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
        let calls: &Calls = Box::leak(Box::default());
        let answered = Closure::<dyn Fn(u32, u32, Option<String>, Option<String>, Option<String>)>::new(
            move |id, what, text, code, raw| calls.answered(id, Outcome { what, text, code, raw }),
        );
        Self { calls, answered: answered.into_js_value() }
    }

    /// A page whose calls are answered here.
    pub(super) fn page(&self) -> Page {
        Page::new(&self.answered)
    }

    /// Gives the id of the call or the timer.
    pub(super) fn wait(&self, waiting: Waiting) -> u32 {
        self.calls.wait(waiting)
    }

    /// Waits no longer. What comes after all is ignored.
    pub(super) fn give_up(&self, id: u32) -> Option<Waiting> {
        self.calls.take(id)
    }
}

impl Calls {
    fn answered(&self, id: u32, outcome: Outcome) {
        match self.take(id) {
            Some(Waiting::Answer(kind_of, reply)) => {
                if let Some(answer) = outcome.read(kind_of) {
                    reply.settle(answer);
                }
            }
            Some(Waiting::Wake(wake)) => wake(),
            None => {}
        }
    }

    fn wait(&self, waiting: Waiting) -> u32 {
        let id = self.last_id.get().wrapping_add(1);
        self.last_id.set(id);
        with(&self.waiting, |all| all.push((id, waiting)));
        id
    }

    fn take(&self, id: u32) -> Option<Waiting> {
        with(&self.waiting, |all| take_one(all, |(waiting, _)| *waiting == id)).map(|(_, waiting)| waiting)
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
