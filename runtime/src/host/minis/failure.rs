//! What a failure means that the host reported.

use crate::text::cut;
use crate::{HostError, HostErrorKind};

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
