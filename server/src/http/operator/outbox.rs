//! Jobs that the inventory has not taken.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::question::{Asked, Ids, Limit, Signature, Text};
use crate::Backend;
use crate::http::body::Body;
use crate::http::error::ApiError;
use crate::http::problem::{OfOperator, Problem, WithBody};
use crate::operator::JobRecord;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500, default = 100)]
    #[serde(default)]
    limit: Limit,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Jobs {
    jobs: Vec<JobRecord>,
}

/// Jobs that the inventory has never taken, the oldest first.
#[utoipa::path(
    get,
    path = "/operator/outbox",
    tag = "operator",
    security(("operator" = [])),
    params(Page),
    responses((status = 200, body = Jobs), OfOperator, (status = 400, body = Problem, description = "`bad_request`"))
)]
pub(super) async fn dead_jobs(backend: State<Backend>, Asked(page): Asked<Page>) -> Result<Json<Jobs>, ApiError> {
    Ok(Json(Jobs { jobs: backend.dead_jobs(page.limit.0).await? }))
}

/// The job waits again, and is tried as often as a new one.
#[utoipa::path(
    post,
    path = "/operator/outbox/{order}/{job}/retry",
    tag = "operator",
    security(("operator" = [])),
    params(
        ("order" = String, Path, description = "TikTok's `trade_order_id`"),
        ("job" = String, Path, description = "`grant` or `revoke`"),
    ),
    request_body = Signature,
    responses(
        (status = 204, description = "It waits"),
        OfOperator,
        WithBody,
        (status = 404, body = Problem, description = "`unknown_job`"),
        (status = 409, body = Problem, description = "`not_dead`"),
    )
)]
pub(super) async fn retry(
    backend: State<Backend>,
    Ids((Text(order), Text(job))): Ids<(Text, Text)>,
    signed: Body<Signature>,
) -> Result<StatusCode, ApiError> {
    backend.retry_job(&order, &job, &signed.0.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
