//! What all endpoints but the token's have in common: JSON in, a user's token, and an envelope around the answer
//! (`/doc/minis-payment-apis`).

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header::AUTHORIZATION},
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::codes::{ApiError, Code};
use crate::{host::Host, world::World};

/// An endpoint that does `act` for the user whose token comes with the call.
pub fn json<Q, A>(act: fn(&mut World, user: &str, Q) -> Result<A, ApiError>) -> MethodRouter<Host>
where
    Q: DeserializeOwned + 'static,
    A: Serialize + 'static,
{
    post(async move |State(host): State<Host>, headers: HeaderMap, body: Bytes| {
        let world = &mut *host.world();
        let done = caller(world, &headers).and_then(|user| {
            let question = serde_json::from_slice(&body).map_err(|error| unreadable(&error))?;
            act(world, &user, question)
        });
        envelope(world, done)
    })
}

/// The user's own token, not the app's (`/doc/minis-payment-apis`).
fn caller(world: &World, headers: &HeaderMap) -> Result<String, ApiError> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|value| value.strip_prefix("Bearer "));
    let user = token.and_then(|token| world.sessions.user(token, world.now()));
    let message = "The access token is invalid or not found in the request.";
    user.map(Into::into).ok_or_else(|| Code::InvalidAccessToken.with(message))
}

fn unreadable(error: &serde_json::Error) -> ApiError {
    Code::InvalidParameters.with(format!("invalid parameters: {error}"))
}

fn envelope<A: Serialize>(world: &mut World, done: Result<A, ApiError>) -> Response {
    match done {
        Ok(data) => Json(json!({ "data": data, "error": error(world, &"ok".into(), "") })).into_response(),
        Err(error) => refused(world, &error),
    }
}

pub fn refused(world: &mut World, ApiError { code, message }: &ApiError) -> Response {
    let error = error(world, &code_as_asked(world, *code), message);
    (code.status(), Json(json!({ "data": {}, "error": error }))).into_response()
}

fn error(world: &mut World, code: &Value, message: &str) -> Value {
    let log_id = if world.settings.quirks.log_od { "log_od" } else { "log_id" };
    json!({ "code": code, "message": message, log_id: world.ids.log_id() })
}

fn code_as_asked(world: &World, code: Code) -> Value {
    let number = code.text().parse::<u32>().ok().filter(|_| world.settings.quirks.numeric_codes);
    number.map_or_else(|| code.text().into(), Into::into)
}
