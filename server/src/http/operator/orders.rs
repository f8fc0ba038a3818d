//! One order, with all that is known of it.

use axum::Json;
use axum::extract::State;

use super::question::{Ids, Text};
use crate::Backend;
use crate::http::error::ApiError;
use crate::operator::OrderFile;

pub(super) async fn order(backend: State<Backend>, Ids(Text(id)): Ids<Text>) -> Result<Json<OrderFile>, ApiError> {
    Ok(Json(backend.order_file(&id).await?))
}
