//! Whether the server can be used.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::error::ApiError;
use super::problem::InTrouble;
use crate::Backend;

#[derive(Serialize, ToSchema)]
pub(super) struct Alive {
    alive: bool,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Ready {
    ready: bool,
}

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "server", responses((status = 200, body = Alive)))]
pub(super) async fn alive() -> Json<Alive> {
    Json(Alive { alive: true })
}

/// The database answers.
#[utoipa::path(get, path = "/readyz", tag = "server", responses((status = 200, body = Ready), InTrouble))]
pub(super) async fn ready(backend: State<Backend>) -> Result<Json<Ready>, ApiError> {
    backend.book().ping().await?;
    Ok(Json(Ready { ready: true }))
}
