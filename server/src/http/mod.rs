//! What clients and TikTok ask over HTTP. README.md has it as a table.

mod address;
mod body;
mod catalog;
mod error;
mod operator;
mod orders;
mod player;
mod session;
mod webhook;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Method, header};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::Backend;
use error::ApiError;

pub use player::{Sessions, SessionsError};

/// More than the largest order needs.
const MAX_BODY: usize = 16 * 1024;

/// The pages that may ask: a game's own.
#[derive(Clone, Debug)]
pub enum Origins {
    /// Any page. Sessions are in a header, not in a cookie, so that no page has the session of another.
    Any,
    /// These, as browsers write them: `https://game.example`.
    These(Vec<HeaderValue>),
}

/// Everything that the backend answers, to be mounted wherever it fits. Logins are limited by address where the server tells
/// it as [`serve`](crate::serve) does, or axum's `into_make_service_with_connect_info`.
pub fn router(backend: Backend, origins: Origins) -> Router {
    let operator = backend.operator.is_some().then(|| operator::routes(&backend)).unwrap_or_default();
    Router::new()
        .route("/session", post(session::log_in))
        .route("/player", get(session::player))
        .route("/catalog", get(catalog::catalog))
        .route("/orders", get(orders::open).post(orders::create))
        .route("/orders/{id}", get(orders::order))
        .route("/orders/{id}/claim", post(orders::claim))
        .route("/orders/{id}/ack", post(orders::ack))
        .route("/orders/{id}/report", post(orders::report))
        .route("/webhooks/tiktok", post(webhook::hear))
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
        .merge(operator)
        .fallback(async || ApiError::not_found())
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(cors(origins))
        .with_state(backend)
}

fn cors(origins: Origins) -> CorsLayer {
    let origins = match origins {
        Origins::Any => AllowOrigin::any(),
        Origins::These(origins) => AllowOrigin::list(origins),
    };
    let headers = [header::AUTHORIZATION, header::CONTENT_TYPE];
    let layer = CorsLayer::new().allow_origin(origins).allow_methods([Method::GET, Method::POST]);
    layer.allow_headers(headers).expose_headers([header::RETRY_AFTER])
}

async fn alive() -> Json<Value> {
    Json(json!({"alive": true}))
}

async fn ready(backend: axum::extract::State<Backend>) -> Result<Json<Value>, ApiError> {
    backend.book().ping().await?;
    Ok(Json(json!({"ready": true})))
}
