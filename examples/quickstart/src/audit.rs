//! Does what the host charged agree with what the game gave?

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use purchasable::{Ledger, OrderStatus, TradeOrderId};

/// Compares order by order, and gives the Beans charged for what is in the inventory.
pub fn compare<'a>(ledger: &Ledger, granted: impl Iterator<Item = (&'a TradeOrderId, &'a str)>) -> Result<u32> {
    let mut granted: BTreeMap<&TradeOrderId, &str> = granted.collect();
    let mut charged = 0;
    for order in ledger.orders().iter().filter(|order| order.charged) {
        match granted.remove(&order.id) {
            Some(sku) if sku == order.sku => charged += order.price.0,
            Some(sku) => bail!("order {} paid for {} and granted {sku}", order.id, order.sku),
            None if order.status == OrderStatus::Refunded => {}
            None => bail!("order {} was charged {} for {} and not granted", order.id, order.price, order.sku),
        }
    }
    if let Some((order, sku)) = granted.first_key_value() {
        bail!("order {order} granted {sku} and was never charged");
    }
    Ok(charged)
}

#[cfg(test)]
mod tests {
    use std::iter;

    use purchasable::{Shop, SimulatedTikTok};

    use super::*;
    use crate::items::Gems;

    fn one_handful_paid() -> (SimulatedTikTok, TradeOrderId) {
        let tiktok = SimulatedTikTok::new();
        let shop: Shop = tiktok.shop();
        let mut purchase = Gems::Handful.purchase(&shop);
        loop {
            if let Some(receipt) = purchase.poll_now() {
                let order = receipt.expect("paid").order().id().clone();
                return (tiktok, order);
            }
        }
    }

    #[test]
    fn what_was_charged_and_granted_agrees() {
        let (tiktok, order) = one_handful_paid();
        let charged = compare(&tiktok.ledger(), iter::once((&order, "gems.handful")));
        assert_eq!(charged.expect("they agree"), 100);
    }

    #[test]
    fn a_charge_without_a_grant_is_found() {
        let (tiktok, order) = one_handful_paid();
        let error = compare(&tiktok.ledger(), iter::empty()).expect_err("nothing was granted");
        assert_eq!(error.to_string(), format!("order {order} was charged 100 Beans for gems.handful and not granted"));
    }

    #[test]
    fn a_grant_without_a_charge_and_a_grant_of_something_else_are_found() {
        let (tiktok, order) = one_handful_paid();
        let other = TradeOrderId::from("TOID-of-nobody");
        let both = [(&order, "gems.handful"), (&other, "golden_skin")];
        assert!(compare(&tiktok.ledger(), both.into_iter()).is_err());
        assert!(compare(&tiktok.ledger(), iter::once((&order, "golden_skin"))).is_err());
    }
}
