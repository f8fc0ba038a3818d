//! Who may ask.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

use crate::Backend;
use crate::http::address::address;
use crate::http::error::ApiError;
use crate::http::player::token;

/// Lets whoever shows the key ask, and logs what. Wrong keys are counted against their address; the right one is always taken,
/// so that nobody else keeps the operator out.
pub(in crate::http) async fn guard(
    backend: State<Backend>,
    question: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let is_right = backend.operator.as_ref().is_some_and(|key| key.is(&token(question.headers())));
    if !is_right {
        let address = address(question.extensions(), question.headers(), &backend);
        address.map_or(Ok(()), |address| backend.limits.wrong_key(address))?;
        tracing::warn!("somebody has no operator's key, or a wrong one");
        return Err(ApiError::new(StatusCode::UNAUTHORIZED, "bad_key", "this is for the operator, and needs the key"));
    }
    // Not what is behind the path: an `open_id` is there.
    tracing::info!(method = %question.method(), path = question.uri().path(), "the operator asks");
    Ok(next.run(question).await)
}
