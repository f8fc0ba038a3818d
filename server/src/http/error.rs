//! What goes wrong, in one shape.

use core::fmt;
use core::time::Duration;

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use crate::limits::TooOften;
use crate::serving::READ_WITHIN;
use crate::{BackendError, BookError, Refusal};

/// An answer that says no.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
    /// In seconds.
    retry_after: Option<u64>,
}

impl ApiError {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), retry_after: None }
    }

    /// What went wrong, in one word.
    pub(super) fn code(&self) -> &'static str {
        self.code
    }

    pub(super) fn bad_request(message: String) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", message)
    }

    pub(super) fn bad_signature() -> Self {
        let message = "TikTok has not signed this with any secret that this backend has";
        Self::new(StatusCode::UNAUTHORIZED, "bad_signature", message)
    }

    pub(super) fn payload_too_large() -> Self {
        let message = format!("the body is larger than {} bytes", super::MAX_BODY);
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
    }

    pub(super) fn too_slow() -> Self {
        let message = format!("the body did not come to its end within {} seconds", READ_WITHIN.as_secs());
        Self::new(StatusCode::REQUEST_TIMEOUT, "too_slow", message)
    }

    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this path")
    }

    pub(super) fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "this path takes another method")
    }

    pub(super) fn internal(what: &str, error: &dyn fmt::Display) -> Self {
        tracing::error!(%error, "{what}");
        let message = format!("{what}; ask again later");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
    }

    pub(super) fn database(error: &sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            tracing::warn!("no connection to the database was free in time");
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "there is too much to do; ask again later");
        }
        Self::internal("the database is in trouble", error)
    }
}

impl From<BackendError> for ApiError {
    fn from(error: BackendError) -> Self {
        let (status, code) = match &error {
            BackendError::LoginRequired(_) => (StatusCode::UNAUTHORIZED, "login_required"),
            BackendError::Refused(refusal) => kind_of(refusal),
            BackendError::TikTok(tiktok) if !tiktok.is_passing() => {
                (StatusCode::UNPROCESSABLE_ENTITY, "tiktok_refused")
            }
            BackendError::TikTok(_) | BackendError::Busy => (StatusCode::SERVICE_UNAVAILABLE, "tiktok_unavailable"),
            BackendError::Database(error) => return Self::database(error),
        };
        let retry_after = match &error {
            BackendError::Refused(Refusal::TooManyOrders(wait)) => Some(rounded_up(*wait)),
            _ => None,
        };
        Self { retry_after, ..Self::new(status, code, error.to_string()) }
    }
}

impl From<BookError> for ApiError {
    fn from(error: BookError) -> Self {
        BackendError::from(error).into()
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        BackendError::from(refusal).into()
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        Self::database(&error)
    }
}

impl From<TooOften> for ApiError {
    fn from(TooOften(wait): TooOften) -> Self {
        let seconds = rounded_up(wait);
        let message = format!("this is asked too often; ask again in {seconds} seconds");
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", message) }
    }
}

/// Whoever comes early is sent away again.
fn rounded_up(wait: Duration) -> u64 {
    wait.as_secs() + 1
}

fn kind_of(refusal: &Refusal) -> (StatusCode, &'static str) {
    match refusal {
        Refusal::Erased => (StatusCode::UNAUTHORIZED, "login_required"),
        Refusal::UnknownOrder(_) => (StatusCode::NOT_FOUND, "unknown_order"),
        Refusal::UnknownItem(_) => (StatusCode::UNPROCESSABLE_ENTITY, "unknown_item"),
        Refusal::NotPaid(_) => (StatusCode::CONFLICT, "not_paid"),
        Refusal::NeverClaimed(_) => (StatusCode::CONFLICT, "never_claimed"),
        Refusal::TooManyOrders(_) => (StatusCode::TOO_MANY_REQUESTS, "too_many_orders"),
        Refusal::PayloadTooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large"),
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Self { status, code, message, retry_after } = self;
        let mut answer = (status, Json(Problem::new(code, message))).into_response();
        if let Some(seconds) = retry_after {
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_busy_is_no_trouble() {
        let status = |error: sqlx::Error| ApiError::from(error).status.as_u16();
        assert_eq!(status(sqlx::Error::PoolTimedOut), 503);
        assert_eq!(status(sqlx::Error::PoolClosed), 500);
    }
}
