//! What is kept about a player, and how it is erased.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::question::{Asked, Ids, Text, note, person};
use crate::Backend;
use crate::http::error::ApiError;
use crate::http::problem::{OfOperator, Problem};
use crate::operator::{PlayerFile, Signed};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Named {
    #[param(value_type = String, pattern = r"^[^\x00]*$")]
    open_id: Text,
}

/// Not in a body: proxies may drop that of a `DELETE`.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Erasing {
    /// Who does this.
    #[param(min_length = 1, max_length = 64, pattern = r"^[^\x00]*$")]
    #[serde(deserialize_with = "person")]
    by: String,
    /// Why.
    #[param(value_type = Option<String>, max_length = 1000, pattern = r"^[^\x00]*$")]
    #[serde(default, deserialize_with = "note")]
    note: String,
    /// Even if orders of the player are not finished.
    #[serde(default)]
    even_unsettled: bool,
}

/// All that is kept about the player whom TikTok calls this.
#[utoipa::path(
    get,
    path = "/operator/players",
    tag = "operator",
    security(("operator" = [])),
    params(Named),
    responses(
        (status = 200, body = PlayerFile),
        OfOperator,
        (status = 400, body = Problem, description = "`bad_request`"),
        (status = 404, body = Problem, description = "`unknown_player`"),
    )
)]
pub(super) async fn player_file_by_open_id(
    backend: State<Backend>,
    Asked(named): Asked<Named>,
) -> Result<Json<PlayerFile>, ApiError> {
    Ok(Json(backend.player_file_by_open_id(&named.open_id.0).await?))
}

/// All that is kept about a player.
#[utoipa::path(
    get,
    path = "/operator/players/{id}",
    tag = "operator",
    security(("operator" = [])),
    params(("id" = String, Path, description = "Of the player")),
    responses((status = 200, body = PlayerFile), OfOperator, (status = 404, body = Problem, description = "`unknown_player`"))
)]
pub(super) async fn player_file(
    backend: State<Backend>,
    Ids(Text(id)): Ids<Text>,
) -> Result<Json<PlayerFile>, ApiError> {
    Ok(Json(backend.player_file(&id).await?))
}

/// Erases what leads back to the person. Orders and their changes stay.
#[utoipa::path(
    delete,
    path = "/operator/players/{id}",
    tag = "operator",
    security(("operator" = [])),
    params(("id" = String, Path, description = "Of the player"), Erasing),
    responses(
        (status = 204, description = "Nothing leads back any more"),
        OfOperator,
        (status = 400, body = Problem, description = "`bad_request`"),
        (status = 404, body = Problem, description = "`unknown_player`"),
        (status = 409, body = Problem, description = "`unsettled`"),
    )
)]
pub(super) async fn erase(
    backend: State<Backend>,
    Ids(Text(id)): Ids<Text>,
    Asked(erasing): Asked<Erasing>,
) -> Result<StatusCode, ApiError> {
    let Erasing { by, note, even_unsettled } = erasing;
    backend.erase(&id, even_unsettled, &Signed { by, note }).await?;
    Ok(StatusCode::NO_CONTENT)
}
