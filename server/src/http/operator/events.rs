//! Events that were kept for a person.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use super::question::{Asked, Ids, Limit, Signature, Text};
use crate::Backend;
use crate::http::body::Body;
use crate::http::error::ApiError;
use crate::operator::{EventRecord, Events};

#[derive(Deserialize)]
pub(super) struct Page {
    after: Option<Text>,
    #[serde(default)]
    limit: Limit,
}

pub(super) async fn events(backend: State<Backend>, Asked(page): Asked<Page>) -> Result<Json<Events>, ApiError> {
    let after = page.after.as_ref().map(|Text(after)| &**after);
    Ok(Json(backend.events_for_a_person(after, page.limit.0).await?))
}

pub(super) async fn resolve(
    backend: State<Backend>,
    Ids(Text(id)): Ids<Text>,
    signed: Body<Signature>,
) -> Result<Json<EventRecord>, ApiError> {
    Ok(Json(backend.resolve(&id, &signed.0.into()).await?))
}

pub(super) async fn apply(
    backend: State<Backend>,
    Ids(Text(id)): Ids<Text>,
    signed: Body<Signature>,
) -> Result<Json<EventRecord>, ApiError> {
    Ok(Json(backend.apply_event(&id, &signed.0.into()).await?))
}
