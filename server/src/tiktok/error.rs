//! A question to TikTok that was not answered well.

use super::Code;

/// A question to TikTok that was not answered well. It holds no secrets.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TikTokError {
    /// TikTok said no.
    #[error("TikTok refused with {code}: {message} (log id {log_id})")]
    Refused {
        /// Why.
        code: Code,
        /// In TikTok's words.
        message: String,
        /// What TikTok's support asks for.
        log_id: String,
    },
    /// TikTok gives no tokens for this code or this refresh token (`/doc/oauth-error-handling`).
    #[error("TikTok gives no tokens: {error}: {description} (log id {log_id})")]
    NoTokens {
        /// `invalid_grant` and the like.
        error: String,
        /// In TikTok's words.
        description: String,
        /// What TikTok's support asks for.
        log_id: String,
    },
    /// No answer came. TikTok may have acted all the same.
    #[error("TikTok did not answer: {0}")]
    NoAnswer(#[source] reqwest::Error),
    /// An answer that no page describes. TikTok may have acted all the same.
    #[error("TikTok answered with HTTP {status} and {problem}")]
    Malformed {
        /// The status of the answer.
        status: u16,
        /// What is wrong with it.
        problem: String,
    },
}

impl TikTokError {
    /// Whether TikTok's table of codes says to try again (`/doc/minis-error-codes`).
    #[must_use]
    pub fn is_worth_another_try(&self) -> bool {
        matches!(self, Self::Refused { code: Code::Internal, .. })
    }

    /// Whether another access token might do.
    #[must_use]
    pub fn is_token_invalid(&self) -> bool {
        matches!(self, Self::Refused { code: Code::AccessTokenInvalid, .. })
    }

    /// Whether the user has to log in once more.
    #[must_use]
    pub fn is_login_required(&self) -> bool {
        matches!(self, Self::NoTokens { error, .. } if error == "invalid_grant") || self.is_token_invalid()
    }

    /// Whether TikTok is in trouble, or was not reached: the same question may be answered later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Refused { code, .. } => {
                matches!(code, Code::Internal | Code::InternalError | Code::RateLimitExceeded)
            }
            Self::NoTokens { .. } => false,
            Self::NoAnswer(_) | Self::Malformed { .. } => true,
        }
    }
}

impl From<reqwest::Error> for TikTokError {
    fn from(error: reqwest::Error) -> Self {
        Self::NoAnswer(error.without_url())
    }
}
