//! Reading a failure, in every shape in which the host is known to report one.
//!
//! | shape | source |
//! |---|---|
//! | `{error: {error_code: number, error_msg, error_extra}}` | `/doc/minis-sdk-payment`, `/doc/mini-games-sdk-payment` |
//! | `{error: {error_code: string, error_msg}}` | the subscription page of the Minis SDK |
//! | `{isSuccess: false, error}` | `/doc/minis-sdk-share` |
//! | `{errorCode, errMsg}`, `{errCode, errMsg}`, `{errMsg: "pay:fail …"}` | what guides write, and bridges of engines meet |
//! | a bare text, an `Error`, nothing at all | |

use wasm_bindgen::prelude::*;

use super::{KindOf, js};
use crate::text::cut;
use crate::{HostError, HostErrorKind};

/// What came through a callback for failures.
pub(super) fn read(value: &JsValue, kind_of: KindOf) -> HostError {
    let nested = js::get(value, "error").filter(JsValue::is_truthy);
    let failure = nested.as_ref().unwrap_or(value);
    let message = first(failure, ["error_msg", "errMsg", "message"]).or_else(|| js::text(failure));
    let mut error = HostError::new(HostErrorKind::Rejected, message.unwrap_or_default());
    error.code = code(failure);
    error.kind = match kind_of(&error) {
        // The call was made. Only one that was not has certainly moved no money.
        HostErrorKind::Unavailable => HostErrorKind::Rejected,
        kind => kind,
    };
    error
}

/// The reason for which a promise was rejected: a failure in one of the host's shapes, or something that went wrong on
/// the way, of which nothing is known. A promise may be rejected long after the panel has opened.
pub(super) fn rejected(reason: &JsValue, kind_of: KindOf) -> HostError {
    let error = read(reason, kind_of);
    let is_the_hosts = error.code.is_some() || js::get(reason, "error").is_some_and(|error| error.is_truthy());
    if is_the_hosts || error.kind == HostErrorKind::Cancelled {
        return error;
    }
    HostError::new(HostErrorKind::Malformed, js::describe(reason))
}

/// The call threw this.
pub(super) fn thrown(value: &JsValue) -> HostError {
    HostError::new(HostErrorKind::Threw, js::describe(value)).with_raw(js::raw(value))
}

/// A failure that came through a callback for answers.
pub(super) fn inside(value: &JsValue, kind_of: KindOf) -> Option<HostError> {
    if !value.is_object() {
        return None;
    }
    match js::get(value, "error") {
        Some(error) if error.is_truthy() && code(&error).as_deref() != Some("0") => Some(read(value, kind_of)),
        Some(_) if denies(value) == Some(true) => {
            let mut error = read(value, kind_of);
            if error.code.is_none() && error.message.is_empty() {
                error.message.push_str("the host answered `is_success: false`, and gave no reason");
            }
            Some(error)
        }
        Some(_) => None,
        None => Some(HostError::new(HostErrorKind::Malformed, "the `error` of the answer cannot be read")),
    }
}

/// Whether an answer without an `error` says that the call failed; nothing where it does not say.
pub(super) fn denies(answer: &JsValue) -> Option<bool> {
    let flag = |name| js::get(answer, name)?.as_bool();
    let succeeded = flag("is_success").or_else(|| flag("isSuccess"));
    // `pay:ok` and `pay:fail the reason`, with or without a code.
    let told = || Some(reason(&js::get(answer, "errMsg")?.as_string()?)?.starts_with("ok"));
    let coded = || code(answer).map(|code| code == "0");
    succeeded.or_else(told).or_else(coded).map(|succeeded| !succeeded)
}

/// TikTok publishes no codes for its payment calls. Those of the subscription calls are three digits for the call and
/// three for the reason, the same in every call; a payment call is taken to follow them.
pub(super) fn usual_kind(error: &HostError) -> HostErrorKind {
    let Some(code) = error.code.as_deref() else {
        let is_cancel = reason(&error.message).is_some_and(|reason| reason.starts_with("fail cancel"));
        return if is_cancel { HostErrorKind::Cancelled } else { HostErrorKind::Rejected };
    };
    let has_reason = code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit());
    match if has_reason { code.get(3..).unwrap_or_default() } else { code } {
        "601" if has_reason => HostErrorKind::Cancelled,
        "302" if has_reason => HostErrorKind::TimedOut,
        "10401" | "21103" => HostErrorKind::TimedOut,
        _ => HostErrorKind::Rejected,
    }
}

/// What follows the name of the call.
fn reason(mut message: &str) -> Option<&str> {
    cut(&mut message, b':').map(|_| message)
}

fn code(failure: &JsValue) -> Option<String> {
    first(failure, ["error_code", "errorCode", "errCode"])
}

/// The first of these members that is a text or a number.
fn first(target: &JsValue, names: [&str; 3]) -> Option<String> {
    names.into_iter().find_map(|name| js::text(&js::get(target, name)?))
}
