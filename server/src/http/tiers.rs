//! What top-ups hold and cost where the player is.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::error::ApiError;
use super::player::Player;
use super::problem::{OfPlayer, Problem};
use crate::{Backend, TierInfo};

#[derive(Serialize, ToSchema)]
pub(super) struct Tiers {
    tiers: Vec<TopUp>,
}

/// A top-up.
#[derive(Serialize, ToSchema)]
struct TopUp {
    /// What the host's `recharge` takes.
    tier: String,
    name: String,
    beans: u32,
    /// A decimal number.
    price: String,
    /// Of ISO 4217.
    currency: String,
    /// The sign of the currency.
    symbol: String,
}

/// What the top-ups that the catalog names hold and cost where the player is.
#[utoipa::path(
    get,
    path = "/tiers",
    tag = "player",
    security(("session" = [])),
    responses(
        (status = 200, body = Tiers),
        OfPlayer,
        (status = 422, body = Problem, description = "`tiktok_refused`: TikTok knows no such tier"),
    )
)]
pub(super) async fn tiers(backend: State<Backend>, player: Player) -> Result<Json<Tiers>, ApiError> {
    let tiers = backend.tiers(&player.0).await?.into_iter().map(TopUp::from).collect();
    Ok(Json(Tiers { tiers }))
}

impl From<TierInfo> for TopUp {
    fn from(tier: TierInfo) -> Self {
        let TierInfo { tier_id, tier_name, token_amount, price, currency, symbol } = tier;
        Self { tier: tier_id, name: tier_name, beans: token_amount, price, currency, symbol }
    }
}
