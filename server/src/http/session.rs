//! Who is playing.

use axum::Json;
use axum::extract::State;
use purchasable::Inventory;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::address::LoginAllowed;
use super::body::Body;
use super::error::ApiError;
use super::player::Player;
use crate::Backend;

#[derive(Deserialize)]
pub(super) struct Login {
    code: String,
}

pub(super) async fn log_in(
    backend: State<Backend>,
    _: LoginAllowed,
    login: Body<Login>,
) -> Result<Json<Value>, ApiError> {
    let session = backend.log_in(&login.0.code).await?;
    let (token, inventory) = (session.token.expose_secret(), home(&backend));
    let (player, expires) = (session.player, session.expires);
    Ok(Json(json!({"token": token, "expires": expires, "player": player, "inventory": inventory})))
}

pub(super) async fn player(backend: State<Backend>, player: Player) -> Json<Value> {
    Json(json!({"player": player.0, "inventory": home(&backend)}))
}

fn home(backend: &Backend) -> &'static str {
    match backend.book().inventory() {
        Inventory::Client => "client",
        Inventory::Backend => "backend",
    }
}
