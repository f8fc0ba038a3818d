//! What comes along with a question.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, de};

use super::error::ApiError;
use crate::Refusal;
use crate::serving::READ_WITHIN;

/// The id of an order, in the path.
pub(super) struct Id(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        // No UTF-8, or a NUL, which PostgreSQL does not take.
        let id = Path::<String>::from_request_parts(parts, state).await.ok().filter(|id| !id.contains('\0'));
        id.map(|Path(id)| Self(id)).ok_or_else(|| Refusal::UnknownOrder("with such an id".into()).into())
    }
}

/// A body as it came, and in time.
pub(super) struct Raw(pub(super) Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let body = tokio::time::timeout(READ_WITHIN, Bytes::from_request(request, state)).await;
        let body = body.map_err(|_| ApiError::too_slow())?;
        body.map(Raw).map_err(|rejection| unread(&rejection))
    }
}

/// A JSON body, whatever its content type says: some hosts cannot set it.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Raw(body) = Raw::from_request(request, state).await?;
        serde_json::from_slice(&body).map(Body).map_err(|error| ApiError::bad_request(error.to_string()))
    }
}

fn unread(rejection: &BytesRejection) -> ApiError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::payload_too_large(),
        _ => ApiError::bad_request("the body broke off".into()),
    }
}

/// A name that the client has made up: a key or a claimant.
pub(super) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_plain && (1..=64).contains(&name.len()) {
        return Ok(name);
    }
    Err(de::Error::custom("`key` and `claimant` have 1 to 64 characters of a-z, A-Z, 0-9, - and _"))
}

pub(super) fn base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    BASE64.decode(text).map_err(|error| de::Error::custom(format!("`payload` is not Base64: {error}")))
}

pub(super) fn digest<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let digits = String::deserialize(deserializer)?;
    // A sign is read as part of a number, too.
    let is_digest = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digest = u64::from_str_radix(&digits, 16).ok().filter(|_| is_digest);
    digest.ok_or_else(|| de::Error::custom("`digest` has 16 hexadecimal digits"))
}
