//! What is kept about a player, and how it is erased.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use super::question::{Asked, Ids, Text, note, person};
use crate::Backend;
use crate::http::error::ApiError;
use crate::operator::{PlayerFile, Signed};

#[derive(Deserialize)]
pub(super) struct Named {
    open_id: Text,
}

/// Not in a body: proxies may drop that of a `DELETE`.
#[derive(Deserialize)]
pub(super) struct Erasing {
    #[serde(deserialize_with = "person")]
    by: String,
    #[serde(default, deserialize_with = "note")]
    note: String,
    #[serde(default)]
    even_unsettled: bool,
}

pub(super) async fn find(backend: State<Backend>, Asked(named): Asked<Named>) -> Result<Json<PlayerFile>, ApiError> {
    Ok(Json(backend.player_file_by_open_id(&named.open_id.0).await?))
}

pub(super) async fn player(backend: State<Backend>, Ids(Text(id)): Ids<Text>) -> Result<Json<PlayerFile>, ApiError> {
    Ok(Json(backend.player_file(&id).await?))
}

pub(super) async fn erase(
    backend: State<Backend>,
    Ids(Text(id)): Ids<Text>,
    Asked(erasing): Asked<Erasing>,
) -> Result<StatusCode, ApiError> {
    let Erasing { by, note, even_unsettled } = erasing;
    backend.erase(&id, even_unsettled, &Signed { by, note }).await?;
    Ok(StatusCode::NO_CONTENT)
}
