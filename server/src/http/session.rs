//! Who is playing.

use axum::Json;
use axum::extract::State;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address::LoginAllowed;
use super::body::Body;
use super::error::ApiError;
use super::player::Player;
use super::problem::{InTrouble, OfPlayer, Problem, WithBody};
use crate::{Backend, Millis};

#[derive(Deserialize, ToSchema)]
pub(super) struct Login {
    /// From the host's `login`.
    code: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Session {
    /// To be shown with every question of this player: `Authorization: Bearer <token>`.
    token: String,
    /// Milliseconds since 1970.
    #[schema(value_type = i64)]
    expires: Millis,
    player: String,
    inventory: Inventory,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Playing {
    player: String,
    inventory: Inventory,
}

/// Who grants.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Inventory {
    Client,
    Backend,
}

/// Begins a session.
#[utoipa::path(
    post,
    path = "/session",
    tag = "player",
    request_body = Login,
    responses(
        (status = 200, body = Session),
        WithBody,
        InTrouble,
        (status = 401, body = Problem, description = "`login_required`: TikTok does not take the code"),
        (status = 422, body = Problem, description = "`tiktok_refused`"),
        (status = 429, body = Problem, description = "`too_many_requests`", headers(("Retry-After" = u64))),
    )
)]
pub(super) async fn log_in(
    backend: State<Backend>,
    _: LoginAllowed,
    login: Body<Login>,
) -> Result<Json<Session>, ApiError> {
    let session = backend.log_in(&login.0.code).await?;
    let (token, inventory) = (session.token.expose_secret().to_owned(), Inventory::of(&backend));
    Ok(Json(Session { token, expires: session.expires, player: session.player, inventory }))
}

/// Who is playing, and who grants.
#[utoipa::path(
    get,
    path = "/player",
    tag = "player",
    security(("session" = [])),
    responses((status = 200, body = Playing), OfPlayer)
)]
pub(super) async fn player(backend: State<Backend>, player: Player) -> Json<Playing> {
    Json(Playing { player: player.0, inventory: Inventory::of(&backend) })
}

impl Inventory {
    fn of(backend: &Backend) -> Self {
        match backend.book().inventory() {
            purchasable::Inventory::Client => Self::Client,
            purchasable::Inventory::Backend => Self::Backend,
        }
    }
}
