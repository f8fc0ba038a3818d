//! What Beans cost, and which prices in Beans are legal (`/doc/minis-payment-apis`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::codes::{ApiError, Code};
use crate::world::{World, tiers::Tier};

pub const BEANS: &str = "BEANS";

/// A single item may cost 400 USD at most, and 100 Beans are about one of them.
const LARGEST_AMOUNT: i64 = 40_000;

#[derive(Deserialize)]
pub struct TierQuestion {
    token_type: String,
    tier_ids: Vec<String>,
}

#[derive(Serialize)]
pub struct TierInfos {
    tier_infos: BTreeMap<String, TierInfo>,
}

#[derive(Serialize)]
pub struct TierInfo {
    tier_id: String,
    tier_name: String,
    token_type: &'static str,
    token_amount: u64,
    price: String,
    currency: &'static str,
    symbol: &'static str,
}

pub fn get_tier_infos(world: &mut World, _user: &str, question: TierQuestion) -> Result<TierInfos, ApiError> {
    expect_beans(&question.token_type)?;
    let info = |tier_id: String| {
        let tier = world.tier(&tier_id).ok_or_else(|| Code::InvalidTier.with(format!("invalid tier id {tier_id}")))?;
        Ok((tier_id, tier_info(tier)))
    };
    let tier_infos = question.tier_ids.into_iter().map(info).collect::<Result<_, _>>()?;
    Ok(TierInfos { tier_infos })
}

#[derive(Deserialize)]
pub struct AmountsQuestion {
    token_type: String,
    token_amounts: Vec<i64>,
}

#[derive(Serialize)]
pub struct AmountsAnswer {
    /// True only if all are legal.
    valid: bool,
}

pub fn check_redeem_amounts(_: &mut World, _user: &str, question: AmountsQuestion) -> Result<AmountsAnswer, ApiError> {
    let AmountsQuestion { token_type, token_amounts } = question;
    expect_beans(&token_type)?;
    Ok(AmountsAnswer { valid: token_amounts.into_iter().all(|amount| legal(amount).is_some()) })
}

/// An amount that can be charged.
pub fn legal(amount: i64) -> Option<u64> {
    u64::try_from(amount).ok().filter(|_| (1..=LARGEST_AMOUNT).contains(&amount))
}

pub fn expect_beans(token_type: &str) -> Result<(), ApiError> {
    if token_type == BEANS {
        return Ok(());
    }
    Err(Code::InvalidParameters.with(format!("token_type must be {BEANS:?}; found {token_type:?}")))
}

fn tier_info(tier: &Tier) -> TierInfo {
    TierInfo {
        tier_id: tier.tier_id.clone(),
        tier_name: format!("{} Beans", tier.beans),
        token_type: BEANS,
        token_amount: tier.beans,
        price: tier.price(),
        currency: "USD",
        symbol: "$",
    }
}
