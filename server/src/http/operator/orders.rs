//! One order, with all that is known of it.

use axum::Json;
use axum::extract::State;

use super::question::{Ids, Text};
use crate::Backend;
use crate::http::error::ApiError;
use crate::http::problem::{OfOperator, Problem};
use crate::operator::OrderFile;

/// All that is known of an order.
#[utoipa::path(
    get,
    path = "/operator/orders/{id}",
    tag = "operator",
    security(("operator" = [])),
    params(("id" = String, Path, description = "TikTok's `trade_order_id`")),
    responses((status = 200, body = OrderFile), OfOperator, (status = 404, body = Problem, description = "`unknown_order`"))
)]
pub(super) async fn order_file(backend: State<Backend>, Ids(Text(id)): Ids<Text>) -> Result<Json<OrderFile>, ApiError> {
    Ok(Json(backend.order_file(&id).await?))
}
