//! What TikTok tells.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use super::body::Raw;
use super::error::ApiError;
use super::problem::{InTrouble, Problem, WithBody};
use crate::Backend;
use crate::tiktok::SIGNATURE;

/// What TikTok tells.
///
/// 200 means that it is committed; anything else makes TikTok tell it again, for three days (`/doc/webhooks-overview/`).
#[utoipa::path(
    post,
    path = "/webhooks/tiktok",
    tag = "tiktok",
    security(("signature" = [])),
    request_body(content = serde_json::Value, description = "An event, as TikTok's pages have it"),
    responses(
        (status = 200, description = "It is committed"),
        WithBody,
        InTrouble,
        (status = 401, body = Problem, description = "`bad_signature`: nothing was written"),
    )
)]
pub(super) async fn hear(backend: State<Backend>, headers: HeaderMap, Raw(body): Raw) -> Result<StatusCode, ApiError> {
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !backend.tiktok.has_signed(&body, signature) {
        backend.metrics.bad_signature();
        tracing::warn!("a webhook with a bad signature; nothing was written");
        return Err(ApiError::bad_signature());
    }
    backend.hear(&body).await?;
    Ok(StatusCode::OK)
}
