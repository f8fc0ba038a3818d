//! A shop in an unlucky world: whatever goes wrong, nothing is charged twice and nothing paid is lost.

use std::collections::HashSet;

use super::*;
use crate::{Inventory, Receipt, poll_now, purchasable};

#[purchasable(beans = 500, tier = "any")]
struct Potion;

/// A player whose game is reloaded now and then.
struct Player {
    tiktok: SimulatedTikTok,
    journal: MemoryJournal,
    granted: RefCell<HashSet<TradeOrderId>>,
}

impl Player {
    fn shop(&self) -> Shop {
        Shop::new(self.tiktok.clone(), self.tiktok.orders(), self.journal.clone())
    }

    async fn grant<T>(&self, receipt: Receipt<T>) {
        let keep = async |_, order| {
            self.granted.borrow_mut().insert(order);
            Ok::<_, ()>(())
        };
        // What cannot be granted now is found by the next recovery.
        let _ = receipt.grant(keep).await;
    }

    fn buy(&self, shop: &Shop) {
        if let Ok(receipt) = finish(shop.purchase(Potion)) {
            finish(self.grant(receipt));
        }
    }

    fn recover(&self, shop: &Shop) {
        let Ok(recovery) = finish(shop.recover()) else { return };
        for receipt in recovery.receipts {
            finish(self.grant(receipt));
        }
        for refund in recovery.refunds {
            let _ = finish(refund.settle(async |_| Ok::<_, ()>(())));
        }
    }
}

#[track_caller]
fn finish<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    let output = (0..100_000).find_map(|_| poll_now(&mut future));
    output.expect("nothing in this world takes a hundred thousand steps")
}

fn unlucky_player(seed: u64, home: Inventory) -> Player {
    let tiktok = SimulatedTikTok::new().with_balance(1_000).with_seed(seed).with_inventory(home);
    let player = Player { tiktok, journal: MemoryJournal::new(), granted: RefCell::default() };
    let _ = player.tiktok.clone().with_random_faults(0.25);
    for _ in 0..4 {
        let shop = player.shop();
        player.recover(&shop);
        (0..3).for_each(|_| player.buy(&shop));
        player.tiktok.advance(minutes(3));
    }
    let _ = player.tiktok.clone().with_random_faults(0.0);
    for _ in 0..3 {
        player.tiktok.advance(minutes(60));
        player.recover(&player.shop());
    }
    player
}

#[test]
fn whatever_goes_wrong_nothing_is_charged_twice_and_nothing_paid_is_lost() {
    let mut delivered = 0;
    for seed in 0..60 {
        let player = unlucky_player(seed, Inventory::Client);
        let ledger = player.tiktok.ledger();
        assert_eq!(ledger.double_charges(), [], "seed {seed}\n{ledger}");
        for order in ledger.orders() {
            let granted = player.granted.borrow().contains(&order.id);
            assert!(order.charged || !granted, "seed {seed}: {order:?} is free\n{ledger}");
            let refunded = order.status == OrderStatus::Refunded;
            assert!(granted || refunded || !order.charged, "seed {seed}: {order:?} is lost\n{ledger}");
        }
        delivered += player.granted.borrow().len();
    }
    assert!(delivered > 60, "only {delivered} orders were delivered");
}

#[test]
fn a_backend_that_grants_ends_with_every_payment_granted() {
    for seed in 0..30 {
        let ledger = unlucky_player(seed, Inventory::Backend).tiktok.ledger();
        assert_eq!(ledger.double_charges(), [], "seed {seed}\n{ledger}");
        for order in ledger.orders().into_iter().filter(|order| order.charged) {
            let settled = matches!(order.status, OrderStatus::Granted | OrderStatus::Refunded);
            assert!(settled, "seed {seed}: {order:?}\n{ledger}");
        }
    }
}

#[test]
fn a_seed_tells_a_whole_session_of_a_shop() {
    let timeline = |seed| unlucky_player(seed, Inventory::Client).tiktok.ledger().to_string();
    assert_eq!(timeline(3), timeline(3));
    assert_ne!(timeline(3), timeline(4));
}
