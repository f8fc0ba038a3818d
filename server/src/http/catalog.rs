//! What is sold.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Backend;
use crate::listing::{Listed, list};

#[derive(Serialize, ToSchema)]
pub(super) struct Catalog {
    items: Vec<Listed>,
}

/// What is sold.
#[utoipa::path(get, path = "/catalog", tag = "player", responses((status = 200, body = Catalog)))]
pub(super) async fn catalog(backend: State<Backend>) -> Json<Catalog> {
    Json(Catalog { items: list(backend.book().catalog()) })
}
