//! `/v2/oauth/token/`: a login code, or a refresh token, becomes tokens (`/doc/minis-oauth`). Its errors have a shape of
//! their own (`/doc/oauth-error-handling`).

use axum::{
    Form, Json,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    host::Host,
    world::{
        World,
        sessions::{ACCESS_LIFE, REFRESH_LIFE, Tokens},
    },
};

#[derive(Deserialize)]
pub struct TokenRequest {
    client_key: Option<String>,
    client_secret: Option<String>,
    grant_type: Option<String>,
    code: Option<String>,
    refresh_token: Option<String>,
}

struct OauthError {
    error: &'static str,
    description: &'static str,
}

pub async fn token(State(host): State<Host>, form: Result<Form<TokenRequest>, FormRejection>) -> Response {
    let mut world = host.world();
    let done = match form {
        Ok(Form(request)) => exchange(&mut world, &request),
        Err(_) => refuse("invalid_request", "the body must be a form, application/x-www-form-urlencoded"),
    };
    match done {
        Ok(tokens) => granted(&world, &tokens),
        Err(error) => refused(&mut world, &error),
    }
}

fn exchange(world: &mut World, request: &TokenRequest) -> Result<Tokens, OauthError> {
    let Some(grant_type) = &request.grant_type else {
        return refuse("invalid_request", "grant_type is missing");
    };
    let is_app = request.client_key.as_ref() == Some(&world.settings.client_key)
        && request.client_secret.as_ref() == Some(&world.settings.client_secret);
    if !is_app {
        return refuse("invalid_client", "client_key or client_secret is missing or wrong");
    }
    let now = world.now();
    match grant_type.as_str() {
        "authorization_code" => {
            let Some(code) = &request.code else { return refuse("invalid_request", "code is missing") };
            let tokens = world.sessions.redeem_code(code, now, &mut world.ids);
            tokens.map_or_else(|| refuse("invalid_grant", "the code is wrong, was used before, or has expired"), Ok)
        }
        "refresh_token" => {
            let Some(token) = &request.refresh_token else {
                return refuse("invalid_request", "refresh_token is missing");
            };
            let tokens = world.sessions.refresh(token, now, &mut world.ids);
            tokens.map_or_else(|| refuse("invalid_grant", "the refresh token is wrong, replaced, or has expired"), Ok)
        }
        _ => refuse("unsupported_grant_type", "grant_type must be authorization_code or refresh_token"),
    }
}

fn refuse<T>(error: &'static str, description: &'static str) -> Result<T, OauthError> {
    Err(OauthError { error, description })
}

fn granted(world: &World, tokens: &Tokens) -> Response {
    let open_id = world.users.find(&tokens.user).map(|user| user.open_id.as_str());
    Json(json!({
        "access_token": tokens.access_token,
        "expires_in": ACCESS_LIFE.as_secs(),
        "open_id": open_id,
        "refresh_expires_in": REFRESH_LIFE.as_secs(),
        "refresh_token": tokens.refresh_token,
        "scope": "user.info.basic",
        "token_type": "Bearer",
    }))
    .into_response()
}

/// TikTok names no statuses here; these are the general ones of OAuth (RFC 6749, section 5.2).
fn refused(world: &mut World, OauthError { error, description }: &OauthError) -> Response {
    let status = if *error == "invalid_client" { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
    let body = json!({ "error": error, "error_description": description, "log_id": world.ids.log_id() });
    (status, Json(body)).into_response()
}
