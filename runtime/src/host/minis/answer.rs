//! Reading what the host answered.

use wasm_bindgen::prelude::*;

use super::dispatch::Signal;
use super::{KindOf, failure, js};
use crate::text::join;
use crate::{Answer, HostAnswer, HostError, HostErrorKind};

/// What a good answer to a call looks like.
pub(super) struct Shape {
    /// The member that says it, for the message when it is missing.
    member: &'static str,
    meaning: fn(Signal, &JsValue) -> Option<Answer>,
}

/// `{is_success: true}` through the one callback, anything that is no failure through `success`. It proves nothing.
pub(super) static DONE: Shape = Shape { member: "is_success", meaning: done };

/// `{is_sufficient: boolean}`.
pub(super) static SUFFICIENT: Shape = Shape { member: "is_sufficient", meaning: sufficient };

/// `{authResponse: {code: string}}` through the one callback, `{code: string}` through `success`.
pub(super) static LOGIN_CODE: Shape = Shape { member: "code", meaning: login_code };

impl Shape {
    /// What came through a callback. A failure counts before anything beside it.
    pub(super) fn read(&self, signal: Signal, value: &JsValue, kind_of: KindOf) -> HostAnswer {
        let failed = match signal {
            Signal::Failure => Some(failure::read(value, kind_of)),
            Signal::Rejection => Some(failure::rejected(value, kind_of)),
            Signal::Success | Signal::Answer => failure::inside(value, kind_of),
        };
        let answer = match failed {
            Some(error) => Err(error),
            None => (self.meaning)(signal, value).ok_or_else(|| self.malformed()),
        };
        answer.map_err(|error| error.with_raw(js::raw(value)))
    }

    fn malformed(&self) -> HostError {
        let message = join(&["the answer has neither a proper `", self.member, "` nor an `error`"]);
        HostError::new(HostErrorKind::Malformed, message)
    }
}

fn done(signal: Signal, value: &JsValue) -> Option<Answer> {
    let is_done = matches!(signal, Signal::Success) || failure::denies(value) == Some(false);
    is_done.then_some(Answer::Done)
}

fn sufficient(_: Signal, value: &JsValue) -> Option<Answer> {
    js::get(value, "is_sufficient")?.as_bool().map(Answer::Sufficient)
}

fn login_code(_: Signal, value: &JsValue) -> Option<Answer> {
    let response = js::get(value, "authResponse").filter(JsValue::is_object);
    let code = js::get(response.as_ref().unwrap_or(value), "code")?;
    code.as_string().filter(|code| !code.is_empty()).map(Answer::LoginCode)
}
