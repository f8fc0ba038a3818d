//! Prices and trade orders (`/doc/minis-payment-apis`). Always with the user's token, never the app's.

use std::collections::BTreeMap;

use purchasable::{Beans, Item};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{TikTok, TikTokError, envelope};

/// An order that TikTok is asked to make.
#[derive(Clone, Copy, Debug)]
pub struct NewTradeOrder<'a> {
    /// The id that we give it; TikTok takes none twice.
    pub own_id: &'a str,
    /// What it is for.
    pub item: &'a Item,
}

/// What TikTok says of an order. It never says that one is dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum TradeOrderStatus {
    /// Not paid, as far as TikTok says.
    #[serde(rename = "PENDING")]
    Pending,
    /// Paid.
    #[serde(rename = "SUCCESS")]
    Success,
}

/// A top-up package, at the price of the user's country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct TierInfo {
    /// The id that the host's `recharge` takes.
    pub tier_id: String,
    /// What it is called.
    #[serde(default)]
    pub tier_name: String,
    /// The Beans that it puts into the wallet.
    pub token_amount: u32,
    /// What it costs, as a decimal number.
    pub price: String,
    /// In this currency, of ISO 4217.
    pub currency: String,
    /// The sign of the currency.
    #[serde(default)]
    pub symbol: String,
}

const BEANS: &str = "BEANS";

impl TikTok {
    /// Makes an order that this user can pay, once, and answers with its `trade_order_id`.
    ///
    /// # Errors
    ///
    /// When TikTok refuses, or does not answer well; it may have made an order all the same, which costs nothing.
    pub async fn create(&self, token: &SecretString, order: NewTradeOrder<'_>) -> Result<String, TikTokError> {
        let NewTradeOrder { own_id, item } = order;
        let order_info = OrderInfo {
            order_id: own_id,
            product_name: item.name(),
            product_id: item.sku(),
            quantity: item.quantity(),
            quantity_unit: item.unit(),
            image_url: item.image(),
        };
        let question = Create { token_type: BEANS, token_amount: item.beans().0, order_info };
        let made: Made = self.ask("/v2/minis/trade_order/create/", token, &question).await?;
        Ok(made.trade_order_id)
    }

    /// Whether an order of this user is paid.
    ///
    /// # Errors
    ///
    /// When TikTok refuses, or does not answer well.
    pub async fn query(&self, token: &SecretString, order: &str) -> Result<TradeOrderStatus, TikTokError> {
        let question = Query { trade_order_id: order };
        let known: Known = self.ask("/v2/minis/trade_order/query/", token, &question).await?;
        Ok(known.trade_order_status)
    }

    /// Whether all of these are prices that TikTok takes.
    ///
    /// # Errors
    ///
    /// When TikTok refuses, or does not answer well.
    pub async fn check_redeem_amounts(&self, token: &SecretString, prices: &[Beans]) -> Result<bool, TikTokError> {
        let token_amounts = prices.iter().map(|beans| beans.0).collect();
        let question = Amounts { token_type: BEANS, token_amounts };
        let checked: Checked = self.ask("/v2/minis/utility/check_redeem_amounts/", token, &question).await?;
        Ok(checked.valid)
    }

    /// What these top-up packages hold and cost, where this user is.
    ///
    /// # Errors
    ///
    /// When TikTok refuses, or does not answer well.
    pub async fn tier_infos(&self, token: &SecretString, tiers: &[&str]) -> Result<Vec<TierInfo>, TikTokError> {
        let question = Tiers { token_type: BEANS, tier_ids: tiers };
        let known: TierInfos = self.ask("/v2/minis/utility/get_tier_infos/", token, &question).await?;
        Ok(known.tier_infos.into_values().collect())
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        token: &SecretString,
        question: &impl Serialize,
    ) -> Result<T, TikTokError> {
        let question = self.http.post(self.url(path)).bearer_auth(token.expose_secret()).json(question);
        envelope::open(question.send().await?).await
    }
}

#[derive(Serialize)]
struct Create<'a> {
    token_type: &'a str,
    token_amount: u32,
    order_info: OrderInfo<'a>,
}

#[derive(Serialize)]
struct OrderInfo<'a> {
    order_id: &'a str,
    product_name: &'a str,
    product_id: &'a str,
    quantity: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity_unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_url: Option<&'a str>,
}

#[derive(Deserialize)]
struct Made {
    trade_order_id: String,
}

#[derive(Serialize)]
struct Query<'a> {
    trade_order_id: &'a str,
}

#[derive(Deserialize)]
struct Known {
    trade_order_status: TradeOrderStatus,
}

#[derive(Serialize)]
struct Amounts<'a> {
    token_type: &'a str,
    token_amounts: Vec<u32>,
}

#[derive(Deserialize)]
struct Checked {
    valid: bool,
}

#[derive(Serialize)]
struct Tiers<'a> {
    token_type: &'a str,
    tier_ids: &'a [&'a str],
}

#[derive(Deserialize)]
struct TierInfos {
    tier_infos: BTreeMap<String, TierInfo>,
}
