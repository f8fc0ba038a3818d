//! JSON that a person or a page sends to paths of this project's own.

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;
use serde_json::json;

/// As axum's `Json`, but what is wrong with it is told in JSON too.
///
/// Like that one it insists on the content type. Another site's page may not send that unasked, so it cannot push buttons.
pub struct Question<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Question<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let read: Result<Json<T>, JsonRejection> = Json::from_request(request, state).await;
        read.map(|Json(question)| Self(question)).map_err(|error| wrong(StatusCode::BAD_REQUEST, &error.body_text()))
    }
}

/// An answer that says what was wrong.
pub fn wrong(status: StatusCode, sentence: &str) -> Response {
    (status, Json(json!({ "error": sentence }))).into_response()
}
