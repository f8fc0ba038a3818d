//! What clients and TikTok ask over HTTP. README.md has it as a table.

mod address;
mod body;
mod catalog;
mod error;
mod health;
mod metrics;
mod openapi;
mod operator;
mod orders;
mod player;
mod problem;
mod session;
mod tiers;
mod webhook;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use tower_http::cors::{AllowOrigin, CorsLayer};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Backend;
use error::ApiError;

pub use metrics::metrics_router;
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
    let mut described = routes();
    if backend.operator.is_some() {
        // No question comes past the guard.
        let guard = from_fn_with_state(backend.clone(), operator::guard);
        described = described.merge(operator::routes().route_layer(guard));
    }
    let (router, description) = described.split_for_parts();
    router
        .fallback(async || ApiError::not_found())
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .layer(Extension(openapi::Described::from(description)))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(cors(origins))
        .layer(from_fn_with_state(backend.clone(), metrics::measure))
        .with_state(backend)
}

/// All that [`router`] answers, as an OpenAPI document.
pub(crate) fn description() -> String {
    openapi::text(&routes().merge(operator::routes()).into_openapi())
}

/// A route is added together with its description.
fn routes() -> OpenApiRouter<Backend> {
    OpenApiRouter::with_openapi(openapi::Description::openapi())
        .routes(routes!(session::log_in))
        .routes(routes!(session::player))
        .routes(routes!(catalog::catalog))
        .routes(routes!(tiers::tiers))
        .routes(routes!(orders::open, orders::create))
        .routes(routes!(orders::order))
        .routes(routes!(orders::claim))
        .routes(routes!(orders::ack))
        .routes(routes!(orders::report))
        .routes(routes!(webhook::hear))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(openapi::description))
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
