//! Reading what the host answered.

use wasm_bindgen::prelude::*;

use super::js;
use crate::{Answer, HostAnswer, HostError, HostErrorKind};

/// The shape of a good answer: the member that it has, and what that member means.
pub(super) struct Shape {
    member: &'static str,
    meaning: fn(&JsValue) -> Option<HostAnswer>,
}

/// `{is_success: boolean}`.
pub(super) static DONE: Shape = Shape { member: "is_success", meaning: done };

/// `{is_sufficient: boolean}`.
pub(super) static SUFFICIENT: Shape = Shape { member: "is_sufficient", meaning: sufficient };

/// `{authResponse: {code: string}}`.
pub(super) static LOGIN_CODE: Shape = Shape { member: "authResponse", meaning: login_code };

impl Shape {
    /// What this answer says. An `error` counts before anything beside it.
    pub(super) fn read(&self, answer: &JsValue) -> HostAnswer {
        let said = match js::get(answer, "error") {
            Some(error) if error.is_truthy() => Some(Err(host_error(&error))),
            Some(_) => js::get(answer, self.member).and_then(|member| (self.meaning)(&member)),
            None => None,
        };
        said.unwrap_or_else(|| Err(self.malformed())).map_err(|error| error.with_raw(js::raw(answer)))
    }

    fn malformed(&self) -> HostError {
        let message = ["the answer has neither a proper `", self.member, "` nor an `error`"].concat();
        HostError::new(HostErrorKind::Malformed, message)
    }
}

/// The call threw this.
pub(super) fn thrown(value: &JsValue) -> HostError {
    HostError::new(HostErrorKind::Threw, js::describe(value)).with_raw(js::raw(value))
}

fn done(is_success: &JsValue) -> Option<HostAnswer> {
    let refused =
        || HostError::new(HostErrorKind::Rejected, "the host answered `is_success: false`, and gave no reason");
    is_success.as_bool().map(|success| if success { Ok(Answer::Done) } else { Err(refused()) })
}

fn sufficient(is_sufficient: &JsValue) -> Option<HostAnswer> {
    is_sufficient.as_bool().map(|enough| Ok(Answer::Sufficient(enough)))
}

fn login_code(auth_response: &JsValue) -> Option<HostAnswer> {
    let code = js::get(auth_response, "code")?.as_string()?;
    if code.is_empty() { None } else { Some(Ok(Answer::LoginCode(code))) }
}

/// `{error_code, error_msg, error_extra}`, of which any may be missing (`/doc/minis-sdk-payment`); or a bare text.
fn host_error(error: &JsValue) -> HostError {
    let code = js::get(error, "error_code").and_then(|code| js::text(&code));
    let message = js::get(error, "error_msg").and_then(|message| js::text(&message)).or_else(|| js::text(error));
    let kind = code.as_deref().map_or(HostErrorKind::Rejected, kind_of);
    HostError { kind, code, message: message.unwrap_or_default(), raw: String::new() }
}

/// TikTok publishes no codes for its payment calls. Those it publishes for subscriptions are three digits for the call
/// and three for the reason, the same in every call: 601 for a cancel, 302 for a timeout. A payment call is taken to
/// follow them; any other code is a refusal.
fn kind_of(code: &str) -> HostErrorKind {
    let has_a_reason = code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit());
    match code.get(3..) {
        Some("601") if has_a_reason => HostErrorKind::Cancelled,
        Some("302") if has_a_reason => HostErrorKind::TimedOut,
        _ => HostErrorKind::Rejected,
    }
}
