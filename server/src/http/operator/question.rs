//! What comes along with an operator's question.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, de};
use utoipa::ToSchema;

use crate::http::error::ApiError;
use crate::operator::Signed;

/// Ids, in the path. What is no text is an id of nothing.
pub(super) struct Ids<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Ids<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let ids = Path::from_request_parts(parts, state).await;
        ids.map(|Path(ids)| Self(ids)).map_err(|_| ApiError::not_found())
    }
}

/// What stands behind the path.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let asked = Query::from_request_parts(parts, state).await;
        asked.map(|Query(asked)| Self(asked)).map_err(|error| ApiError::bad_request(error.body_text()))
    }
}

/// Who does something, and why.
#[derive(Deserialize, ToSchema)]
pub(super) struct Signature {
    #[schema(min_length = 1, max_length = 64, pattern = r"^[^\x00]*$")]
    #[serde(deserialize_with = "person")]
    by: String,
    #[schema(max_length = 1000, pattern = r"^[^\x00]*$")]
    #[serde(default, deserialize_with = "note")]
    note: String,
}

impl From<Signature> for Signed {
    fn from(Signature { by, note }: Signature) -> Self {
        Self { by, note }
    }
}

/// Text that every database takes: PostgreSQL takes no NUL.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Text(pub(super) String);

impl TryFrom<String> for Text {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        if text.contains('\0') { Err("there is a NUL in it") } else { Ok(Self(text)) }
    }
}

pub(super) fn person<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let by = text(deserializer, 64)?;
    if by.is_empty() { Err(de::Error::custom("`by` says who does this")) } else { Ok(by) }
}

pub(super) fn note<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, 1000)
}

fn text<'de, D: Deserializer<'de>>(deserializer: D, longest: usize) -> Result<String, D::Error> {
    let Text(text) = Text::deserialize(deserializer)?;
    if text.chars().count() <= longest {
        return Ok(text);
    }
    Err(de::Error::custom(format!("`by` has at most 64 characters, and `note` 1000; this has more than {longest}")))
}

/// How many there are on a page.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "u16")]
pub(super) struct Limit(pub(super) u16);

impl Default for Limit {
    fn default() -> Self {
        Self(100)
    }
}

impl TryFrom<u16> for Limit {
    type Error = &'static str;

    fn try_from(limit: u16) -> Result<Self, &'static str> {
        if (1..=500).contains(&limit) { Ok(Self(limit)) } else { Err("`limit` is 1 to 500") }
    }
}
