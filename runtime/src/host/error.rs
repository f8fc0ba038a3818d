//! A host call that did not end well.

use core::fmt;

use super::Offer;

/// Why a host call failed, with everything that the host said about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct HostError {
    /// What it means for the purchase.
    pub kind: HostErrorKind,
    /// The host's own code, as it wrote it. TikTok publishes none for the payment calls.
    pub code: Option<String>,
    /// The host's own message, or what this crate saw.
    pub message: String,
    /// The whole answer as text, for a bug report; empty where there was none.
    pub raw: String,
}

/// What a failed host call means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HostErrorKind {
    /// There is no host, or it does not offer this call. Nothing was asked.
    Unavailable,
    /// The player closed the panel. Not an error to show.
    Cancelled,
    /// The host said no.
    Rejected,
    /// The host said that it does not know: it timed out while it waited for something else.
    TimedOut,
    /// The host answered in a shape that no page documents. Nothing is known.
    Malformed,
    /// The call threw. Nothing is known.
    Threw,
    /// No answer came before the deadline. Nothing is known.
    NoAnswer,
}

impl HostError {
    /// An error without a code and without a raw answer.
    #[must_use]
    pub fn new(kind: HostErrorKind, message: impl Into<String>) -> Self {
        Self { kind, code: None, message: message.into(), raw: String::new() }
    }

    /// A call that cannot be made.
    pub(crate) fn unavailable(why: Offer) -> Self {
        let advice = match why {
            Offer::NoHost | Offer::NoMethod => {
                "; open the game inside TikTok, load its SDK, and call `TTMinis.init` first"
            }
            Offer::Denied | Offer::By(_) => "",
        };
        let mut message = why.words().to_owned();
        message.push_str(advice);
        Self::new(HostErrorKind::Unavailable, message)
    }

    pub(crate) fn no_answer() -> Self {
        Self::new(HostErrorKind::NoAnswer, "")
    }

    /// An answer that belongs to another call.
    pub(crate) fn unexpected() -> Self {
        Self::new(HostErrorKind::Malformed, "the answer belongs to another call")
    }

    /// Adds the host's own code.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Adds the whole answer.
    #[must_use]
    pub fn with_raw(mut self, raw: impl Into<String>) -> Self {
        self.raw = raw.into();
        self
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            HostErrorKind::Unavailable => "the host does not offer this call",
            HostErrorKind::Cancelled => "the player cancelled",
            HostErrorKind::Rejected => "the host refused",
            HostErrorKind::TimedOut => "the host timed out",
            HostErrorKind::Malformed => "the host answered in an unknown shape",
            HostErrorKind::Threw => "the host threw",
            HostErrorKind::NoAnswer => "the host did not answer",
        };
        f.write_str(what)?;
        if let Some(code) = &self.code {
            write!(f, " (code {code})")?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        Ok(())
    }
}

impl core::error::Error for HostError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_to_open_the_game_inside_tiktok_is_given_where_that_helps() {
        for why in [Offer::NoHost, Offer::NoMethod] {
            let text = HostError::unavailable(why).to_string();
            assert!(
                text.ends_with("open the game inside TikTok, load its SDK, and call `TTMinis.init` first"),
                "{text}"
            );
        }
        let text = HostError::unavailable(Offer::Denied).to_string();
        assert_eq!(text, "the host does not offer this call: the host's `canIUse` says no");
    }
}
