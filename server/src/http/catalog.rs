//! What is sold.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::Backend;
use crate::listing::list;

pub(super) async fn catalog(backend: State<Backend>) -> Json<Value> {
    Json(json!({"items": list(backend.book().catalog())}))
}
