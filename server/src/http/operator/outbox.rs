//! Jobs that the inventory has not taken.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::question::{Asked, Ids, Limit, Signature, Text};
use crate::Backend;
use crate::http::body::Body;
use crate::http::error::ApiError;
use crate::operator::JobRecord;

#[derive(Deserialize)]
pub(super) struct Page {
    #[serde(default)]
    limit: Limit,
}

#[derive(Serialize)]
pub(super) struct Jobs {
    jobs: Vec<JobRecord>,
}

pub(super) async fn dead(backend: State<Backend>, Asked(page): Asked<Page>) -> Result<Json<Jobs>, ApiError> {
    Ok(Json(Jobs { jobs: backend.dead_jobs(page.limit.0).await? }))
}

pub(super) async fn retry(
    backend: State<Backend>,
    Ids((Text(order), Text(job))): Ids<(Text, Text)>,
    signed: Body<Signature>,
) -> Result<StatusCode, ApiError> {
    backend.retry_job(&order, &job, &signed.0.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
