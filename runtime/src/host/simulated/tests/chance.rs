use std::collections::HashMap;

use super::*;
use crate::{Inventory, TierId};

/// A long session of somebody who does everything at all times, whatever the answers are.
fn session(tiktok: SimulatedTikTok) -> SimulatedTikTok {
    for round in 0..120 {
        let item = [&SWORD, &SHIELD, &TITLE][round % 3];
        let _ = call(&tiktok, Call::CheckBalance(item.beans()));
        if tiktok.balance() < item.beans() {
            let _ = call(&tiktok, Call::Recharge(TierId("any")));
        }
        let _ = create(&tiktok, wish(&tiktok, item));
        for (order, _) in open_if_answered(&tiktok) {
            let _ = pay(&tiktok, &order);
            let _ = status(&tiktok, &order);
            let _ = claim(&tiktok, &order, ME);
            let _ = ack(&tiktok, &order);
        }
        tiktok.advance(minutes(round as u64 % 20));
    }
    tiktok
}

fn open_if_answered(tiktok: &SimulatedTikTok) -> Vec<(TradeOrderId, OrderStatus)> {
    let open = wait(tiktok, |reply| tiktok.orders().open(reply)).and_then(Result::ok).unwrap_or_default();
    open.into_iter().map(|order| (order.id().clone(), order.status())).collect()
}

fn unlucky(seed: u64) -> SimulatedTikTok {
    SimulatedTikTok::new().with_balance(2_000).with_seed(seed).with_random_faults(0.3)
}

fn worlds() -> impl Iterator<Item = SimulatedTikTok> {
    (0..40).map(|seed| {
        let home = if seed % 2 == 0 { Inventory::Client } else { Inventory::Backend };
        let capabilities = Capabilities { pay_tops_up: seed % 3 == 0, ..Capabilities::ALL };
        session(unlucky(seed).with_inventory(home).with_capabilities(capabilities))
    })
}

#[test]
fn a_seed_tells_the_whole_session() {
    let ledger = |seed| session(unlucky(seed)).ledger().entries();
    assert_eq!(ledger(7), ledger(7));
    assert_ne!(ledger(7), ledger(8));
}

#[test]
fn without_a_rate_nothing_goes_wrong_by_chance() {
    let entries = session(SimulatedTikTok::new()).ledger().entries();
    let faults = entries.iter().filter(|entry| matches!(entry.fact, Fact::HostFault(_) | Fact::OrdersFault(_)));
    assert_eq!(faults.count(), 0);
}

#[test]
fn chance_draws_every_fault() {
    let entries: Vec<_> = worlds().flat_map(|tiktok| tiktok.ledger().entries()).collect();
    for fault in HostFault::ALL {
        assert!(entries.iter().any(|entry| entry.fact == Fact::HostFault(*fault)), "{fault} never came");
    }
    for fault in OrdersFault::ALL {
        assert!(entries.iter().any(|entry| entry.fact == Fact::OrdersFault(*fault)), "{fault} never came");
    }
}

#[test]
fn money_never_comes_from_nothing() {
    for tiktok in worlds() {
        let ledger = tiktok.ledger();
        let came = 2_000 + ledger.topped_up() + ledger.refunded();
        let went = ledger.charged() + ledger.spent_elsewhere();
        assert_eq!(u64::from(tiktok.balance().0), came - went);
    }
}

#[test]
fn every_charge_is_for_one_order_and_at_its_price() {
    for tiktok in worlds() {
        let ledger = tiktok.ledger();
        let paid: Vec<_> = ledger.orders().into_iter().filter(|order| order.charged).collect();
        assert_eq!(ledger.charged(), paid.iter().map(|order| u64::from(order.price.0)).sum::<u64>());
        let charges = ledger.entries().into_iter().filter(|entry| matches!(entry.fact, Fact::Charged { .. }));
        assert_eq!(charges.count(), paid.len());
    }
}

#[test]
fn states_only_move_forward() {
    let order_of_states =
        [OrderStatus::Pending, OrderStatus::Closed, OrderStatus::Paid, OrderStatus::Granted, OrderStatus::Refunded];
    let mut moved = 0;
    for tiktok in worlds() {
        let mut last = HashMap::new();
        for entry in tiktok.ledger().entries() {
            let Fact::Order(order, status) = entry.fact else { continue };
            let rank = order_of_states.iter().position(|state| *state == status);
            let before = last.insert(order, rank);
            assert!(before.is_none_or(|before| before < rank), "{before:?} became {status:?}");
            moved += usize::from(before.is_some());
        }
    }
    assert!(moved > 1_000, "only {moved} moves were seen");
}

#[test]
fn what_the_backend_calls_paid_was_charged() {
    for tiktok in worlds() {
        for order in tiktok.ledger().orders() {
            let unpaid = matches!(order.status, OrderStatus::Pending | OrderStatus::Closed);
            assert!(unpaid || order.charged, "{order:?}");
        }
    }
}
