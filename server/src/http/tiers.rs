//! What top-ups hold and cost where the player is.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::error::ApiError;
use super::player::Player;
use crate::{Backend, TierInfo};

pub(super) async fn tiers(backend: State<Backend>, player: Player) -> Result<Json<Value>, ApiError> {
    let tiers: Vec<_> = backend.tiers(&player.0).await?.iter().map(shown).collect();
    Ok(Json(json!({"tiers": tiers})))
}

fn shown(tier: &TierInfo) -> Value {
    json!({
        "tier": tier.tier_id,
        "name": tier.tier_name,
        "beans": tier.token_amount,
        "price": tier.price,
        "currency": tier.currency,
        "symbol": tier.symbol,
    })
}
