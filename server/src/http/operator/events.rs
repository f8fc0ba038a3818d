//! Events that were kept for a person.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::question::{Asked, Ids, Limit, Signature, Text};
use crate::Backend;
use crate::http::body::Body;
use crate::http::error::ApiError;
use crate::http::problem::{OfOperator, Problem, WithBody};
use crate::operator::{EventRecord, Events};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// The `next` of the page before.
    #[param(value_type = Option<String>, pattern = r"^[^\x00]*$")]
    after: Option<Text>,
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500, default = 100)]
    #[serde(default)]
    limit: Limit,
}

/// Events for a person to look at, the oldest first.
#[utoipa::path(
    get,
    path = "/operator/events",
    tag = "operator",
    security(("operator" = [])),
    params(Page),
    responses(
        (status = 200, body = Events),
        OfOperator,
        (status = 400, body = Problem, description = "`bad_request`"),
        (status = 404, body = Problem, description = "`unknown_event`"),
    )
)]
pub(super) async fn events(backend: State<Backend>, Asked(page): Asked<Page>) -> Result<Json<Events>, ApiError> {
    let after = page.after.as_ref().map(|Text(after)| &**after);
    Ok(Json(backend.events_for_a_person(after, page.limit.0).await?))
}

/// A person has looked at the event: it is listed no more.
#[utoipa::path(
    post,
    path = "/operator/events/{id}/resolve",
    tag = "operator",
    security(("operator" = [])),
    params(("id" = String, Path, description = "Of the event")),
    request_body = Signature,
    responses(
        (status = 200, body = EventRecord),
        OfOperator,
        WithBody,
        (status = 404, body = Problem, description = "`unknown_event`"),
    )
)]
pub(super) async fn resolve(
    backend: State<Backend>,
    Ids(Text(id)): Ids<Text>,
    signed: Body<Signature>,
) -> Result<Json<EventRecord>, ApiError> {
    Ok(Json(backend.resolve(&id, &signed.0.into()).await?))
}

/// Judges the event once more, and applies it.
#[utoipa::path(
    post,
    path = "/operator/events/{id}/apply",
    tag = "operator",
    security(("operator" = [])),
    params(("id" = String, Path, description = "Of the event")),
    request_body = Signature,
    responses(
        (status = 200, body = EventRecord),
        OfOperator,
        WithBody,
        (status = 404, body = Problem, description = "`unknown_event`"),
        (status = 409, body = Problem, description = "`not_applied`"),
    )
)]
pub(super) async fn apply(
    backend: State<Backend>,
    Ids(Text(id)): Ids<Text>,
    signed: Body<Signature>,
) -> Result<Json<EventRecord>, ApiError> {
    Ok(Json(backend.apply_event(&id, &signed.0.into()).await?))
}
