//! What goes wrong, in one shape.

use core::fmt;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::{BackendError, BookError, Refusal};

const DATABASE: &str = "the database is in trouble";

/// An answer that says no.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl ApiError {
    pub(super) fn bad_request(message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code: "bad_request", message }
    }

    pub(super) fn bad_signature() -> Self {
        let message = "TikTok has not signed this with any secret that this backend has".into();
        Self { status: StatusCode::UNAUTHORIZED, code: "bad_signature", message }
    }

    pub(super) fn payload_too_large() -> Self {
        let message = format!("the body is larger than {} bytes", super::MAX_BODY);
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, code: "payload_too_large", message }
    }

    pub(super) fn not_found() -> Self {
        let message = "there is nothing at this path".into();
        Self { status: StatusCode::NOT_FOUND, code: "not_found", message }
    }

    pub(super) fn method_not_allowed() -> Self {
        let message = "this path takes another method".into();
        Self { status: StatusCode::METHOD_NOT_ALLOWED, code: "method_not_allowed", message }
    }

    pub(super) fn internal(what: &str, error: &dyn fmt::Display) -> Self {
        tracing::error!(%error, "{what}");
        let message = format!("{what}; ask again later");
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, code: "internal", message }
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
            BackendError::Database(error) => return Self::internal(DATABASE, error),
        };
        Self { status, code, message: error.to_string() }
    }
}

impl From<BookError> for ApiError {
    fn from(error: BookError) -> Self {
        BackendError::from(error).into()
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        Self::internal(DATABASE, &error)
    }
}

fn kind_of(refusal: &Refusal) -> (StatusCode, &'static str) {
    match refusal {
        Refusal::UnknownOrder(_) => (StatusCode::NOT_FOUND, "unknown_order"),
        Refusal::UnknownItem(_) => (StatusCode::UNPROCESSABLE_ENTITY, "unknown_item"),
        Refusal::NotPaid(_) => (StatusCode::CONFLICT, "not_paid"),
        Refusal::NeverClaimed(_) => (StatusCode::CONFLICT, "never_claimed"),
        Refusal::PayloadTooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large"),
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Self { status, code, message } = self;
        (status, Json(json!({"error": {"code": code, "message": message}}))).into_response()
    }
}
