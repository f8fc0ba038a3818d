//! Figures for Prometheus, at an address of their own: players have no business with them.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::error::ApiError;
use crate::Backend;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// `GET /metrics`, and nothing else: to be served where Prometheus may ask and players may not.
pub fn metrics_router(backend: Backend) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .fallback(async || ApiError::not_found())
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .with_state(backend)
}

async fn metrics(backend: State<Backend>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, OPEN_METRICS)], backend.figures().await)
}

/// Counts a request, and measures how long its answer takes.
pub(super) async fn measure(backend: State<Backend>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (route, method) = (request.extensions().get::<MatchedPath>().cloned(), request.method().clone());
    let answer = next.run(request).await;
    let route = route.as_ref().map(MatchedPath::as_str);
    backend.metrics.request(route, method.as_str(), answer.status().as_u16(), began.elapsed());
    answer
}
