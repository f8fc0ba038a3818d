//! What TikTok says of prices: whether it takes those of the catalog, and what top-ups cost where a player is
//! (`/doc/minis-payment-apis`). Both are asked with a user's token.

use core::sync::atomic::Ordering;
use std::collections::BTreeSet;

use purchasable::{Beans, Item};
use secrecy::SecretString;

use super::{Backend, BackendError};
use crate::{TierInfo, TikTokError};

impl Backend {
    /// The top-ups that the catalog names, in its order, as TikTok offers them to this player.
    ///
    /// # Errors
    ///
    /// When TikTok refuses or does not answer, the player has to log in, or the database is in trouble.
    pub async fn tiers(&self, player: &str) -> Result<Vec<TierInfo>, BackendError> {
        let mut named: Vec<&str> = Vec::new();
        for tier in self.book.catalog.items().filter_map(Item::tier) {
            if !named.contains(&tier.0) {
                named.push(tier.0);
            }
        }
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let tiers = &named;
        let mut infos = self
            .in_the_name_of(player, move |token| async move { self.tiktok.tier_infos(&token, tiers).await })
            .await?;
        infos.sort_by_key(|info| named.iter().position(|tier| *tier == info.tier_id));
        Ok(infos)
    }

    /// Asks TikTok whether it takes the prices of the catalog, unless it has said so since this copy was started. Nobody
    /// waits for that, and nothing fails with it.
    pub(super) fn check_prices(&self, token: &SecretString) {
        if self.are_prices_checked.swap(true, Ordering::Relaxed) {
            return;
        }
        let (backend, token) = (self.clone(), token.clone());
        tokio::spawn(async move {
            match backend.refused_prices(&token).await {
                Ok(refused) => backend.tell_of_refused_prices(&refused),
                Err(error) => {
                    tracing::warn!(%error, "TikTok could not be asked whether it takes the prices; the next login tries again");
                    backend.are_prices_checked.store(false, Ordering::Relaxed);
                }
            }
        });
    }

    /// TikTok says of several prices only whether all are good, so those that are not are found by halving.
    async fn refused_prices(&self, token: &SecretString) -> Result<Vec<Beans>, TikTokError> {
        let prices: BTreeSet<u32> = self.book.catalog.items().map(|item| item.beans().0).collect();
        let prices: Vec<Beans> = prices.into_iter().map(Beans).collect();
        let (mut in_doubt, mut refused) = (vec![&*prices], Vec::new());
        while let Some(prices) = in_doubt.pop() {
            if prices.is_empty() || self.tiktok.check_redeem_amounts(token, prices).await? {
                continue;
            }
            match prices {
                [price] => refused.push(*price),
                several => in_doubt.extend(<[_; 2]>::from(several.split_at(several.len() / 2))),
            }
        }
        Ok(refused)
    }

    fn tell_of_refused_prices(&self, refused: &[Beans]) {
        let items = self.book.catalog.items().filter(|item| refused.contains(&item.beans()));
        let mut number = 0;
        for item in items {
            tracing::error!("TikTok does not take the price of {} Beans of `{}`", item.beans().0, item.sku());
            number += 1;
        }
        self.metrics.prices_refused(number);
    }
}
