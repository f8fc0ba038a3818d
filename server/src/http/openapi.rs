//! What the backend answers, described for programs: an OpenAPI document, made from the handlers themselves.

use std::sync::Arc;

use axum::Extension;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, openapi};

use super::problem::Problem;

/// Where every description begins.
#[derive(OpenApi)]
#[openapi(
    info(title = "The order backend of purchasable", description = "Makes orders at TikTok, hears its webhooks, and hands out each payment once."),
    components(schemas(Problem)),
    modifiers(&Keys)
)]
pub(super) struct Description;

/// What somebody shows to be let in.
struct Keys;

impl Modify for Keys {
    fn modify(&self, openapi: &mut openapi::OpenApi) {
        let bearer = |meaning: &str| {
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(meaning)).build())
        };
        let signature = ApiKeyValue::with_description("TikTok-Signature", "TikTok's own, over the raw body");
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("session", bearer("The token of `POST /session`"));
        components.add_security_scheme("operator", bearer("The setting `OPERATOR_KEY`"));
        components.add_security_scheme("signature", SecurityScheme::ApiKey(ApiKey::Header(signature)));
    }
}

/// The description, as it is sent.
#[derive(Clone)]
pub(super) struct Described(Arc<str>);

impl From<openapi::OpenApi> for Described {
    fn from(description: openapi::OpenApi) -> Self {
        Self(text(&description).into())
    }
}

pub(super) fn text(description: &openapi::OpenApi) -> String {
    description.to_pretty_json().expect("a description is JSON")
}

/// What this server answers, as an OpenAPI document.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "server",
    responses((status = 200, body = serde_json::Value, content_type = "application/json"))
)]
pub(super) async fn description(Extension(Described(text)): Extension<Described>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], text.to_string())
}
