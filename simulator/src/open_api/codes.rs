//! The codes of the Open API's errors (`/doc/minis-error-codes`, `/doc/tiktok-api-v2-error-handling`).

use axum::http::StatusCode;

/// Why a call was refused.
#[derive(Debug)]
pub struct ApiError {
    pub code: Code,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Internal,
    InvalidParameters,
    PaymentsNotEnabled,
    UnknownOrder,
    OrderIdUsed,
    InvalidTier,
    InvalidAccessToken,
    RateLimited,
}

impl Code {
    pub fn text(self) -> &'static str {
        match self {
            Self::Internal => "50001000",
            Self::InvalidParameters => "40001000",
            Self::PaymentsNotEnabled => "20021001",
            Self::UnknownOrder => "20011002",
            Self::OrderIdUsed => "20021002",
            Self::InvalidTier => "20001003",
            Self::InvalidAccessToken => "access_token_invalid",
            Self::RateLimited => "rate_limit_exceeded",
        }
    }

    /// TikTok gives statuses for the codes in words, and none for those in digits.
    pub fn status(self) -> StatusCode {
        match self {
            Self::InvalidAccessToken => StatusCode::UNAUTHORIZED,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::OK,
        }
    }

    pub fn with(self, message: impl Into<String>) -> ApiError {
        ApiError { code: self, message: message.into() }
    }
}
