//! Whatever goes wrong, in the end every Bean charged bought something that was granted once, and nothing else was.

mod support;

use std::time::Duration;

use purchasable::{
    GrantError, Granted, HostFault, Inventory as Home, MemoryJournal, OrderStatus, OrdersFault, Retry, Shop,
    SimulatedTikTok, Tier,
};
use support::{Gems, GoldenSkin, Inventory, SteelSword, buy, finish, recover};

const A_DAY: Duration = Duration::from_secs(24 * 3600);
const HOMES: [Home; 2] = [Home::Client, Home::Backend];

/// A game on a device: the page may reload, the journal stays.
struct Device {
    tiktok: SimulatedTikTok,
    journal: MemoryJournal,
    shop: Shop,
    inventory: Inventory,
}

impl Device {
    fn new(tiktok: SimulatedTikTok) -> Self {
        let journal = MemoryJournal::new();
        let shop = Shop::new(tiktok.clone(), tiktok.orders(), journal.clone());
        Self { tiktok, journal, shop, inventory: Inventory::default() }
    }

    fn reload(&mut self) {
        self.shop = Shop::new(self.tiktok.clone(), self.tiktok.orders(), self.journal.clone());
    }

    fn buy_and_grant(&mut self, what: usize) {
        match what % 4 {
            0 => self.grant_if_paid(SteelSword { sharpness: 1 }),
            1 => self.grant_if_paid(GoldenSkin),
            2 => self.grant_if_paid(Gems::Chest),
            _ => self.grant_if_paid(Gems::Handful),
        }
    }

    fn grant_if_paid<T: purchasable::Purchasable>(&mut self, value: T) {
        let sku = value.item().sku();
        if let Ok(receipt) = buy(&self.shop, value) {
            self.inventory.give(receipt, sku);
        }
    }

    fn recover(&mut self) {
        if let Ok(recovery) = finish(self.shop.recover()) {
            self.inventory.give_all(recovery);
        }
    }

    /// Reloads until nothing goes wrong any more and everything late has come.
    fn settle(&mut self) {
        self.tiktok = self.tiktok.clone().with_random_faults(0.0);
        for _ in 0..4 {
            self.tiktok.advance(A_DAY);
            self.reload();
            self.recover();
        }
    }

    /// A panel that outlives its deadline is the one reason for a second one beside it.
    #[track_caller]
    fn must_have_opened_one_panel_at_a_time(&self, fault: HostFault) {
        let outlives_its_deadline =
            matches!(fault, HostFault::NeverAnswers | HostFault::DoneUnanswered | HostFault::AnswersLate);
        let most = self.tiktok.ledger().most_panels_open();
        assert!(most == 1 || (outlives_its_deadline && most == 2), "{most} panels\n{}", self.tiktok.ledger());
    }

    /// With a backend that grants, what the backend granted is what the player has.
    #[track_caller]
    fn must_agree(&self, home: Home) {
        assert_eq!(self.tiktok.ledger().double_charges(), [], "{}", self.tiktok.ledger());
        match home {
            Home::Client => self.inventory.must_agree_with(&self.tiktok),
            Home::Backend => {
                let charged = self.tiktok.ledger().orders().into_iter().filter(|order| order.charged);
                for order in charged {
                    assert_eq!(order.status, OrderStatus::Granted, "{}", self.tiktok.ledger());
                }
            }
        }
    }
}

fn worlds() -> impl Iterator<Item = (Home, u32)> {
    // With enough Beans, and with so few that every purchase needs a top-up.
    HOMES.into_iter().flat_map(|home| [(home, 10_000), (home, 10)])
}

fn world(home: Home, balance: u32) -> SimulatedTikTok {
    let tiers = [Tier::new("tier-500", 500), Tier::new("tier-1000", 1000)];
    SimulatedTikTok::new().with_inventory(home).with_balance(balance).with_tiers(tiers)
}

#[test]
fn after_any_one_fault_of_the_host() {
    for (home, balance) in worlds() {
        for fault in HostFault::ALL {
            let mut device = Device::new(world(home, balance));
            device.tiktok.fail_next(*fault);
            for what in 0..4 {
                device.buy_and_grant(what);
            }
            device.settle();
            device.must_agree(home);
            device.must_have_opened_one_panel_at_a_time(*fault);
        }
    }
}

#[test]
fn after_any_one_fault_of_the_backend() {
    let without_refunds = OrdersFault::ALL.iter().filter(|fault| **fault != OrdersFault::Refund);
    for (fault, (home, balance)) in without_refunds.flat_map(|fault| worlds().map(move |world| (fault, world))) {
        let mut device = Device::new(world(home, balance));
        device.tiktok.fail_next_order(*fault);
        for what in 0..4 {
            device.buy_and_grant(what);
        }
        device.settle();
        device.must_agree(home);
    }
}

#[test]
fn after_any_two_faults_and_a_reload_between_the_purchases() {
    for (host, orders) in
        HostFault::ALL.iter().flat_map(|host| OrdersFault::ALL.iter().map(move |orders| (host, orders)))
    {
        if *orders == OrdersFault::Refund {
            continue;
        }
        let mut device = Device::new(world(Home::Client, 10_000));
        device.tiktok.fail_next(*host);
        device.tiktok.fail_next_order(*orders);
        for what in 0..4 {
            device.buy_and_grant(what);
            device.reload();
            device.recover();
        }
        device.settle();
        device.must_agree(Home::Client);
        device.must_have_opened_one_panel_at_a_time(*host);
    }
}

#[test]
fn through_long_sessions_of_random_faults() {
    for seed in 0..300 {
        for home in HOMES {
            let tiktok = world(home, 300).with_seed(seed).with_random_faults(0.25);
            let mut device = Device::new(tiktok);
            for what in 0..12 {
                device.buy_and_grant(what);
                if what % 3 == 2 {
                    device.reload();
                }
                device.recover();
            }
            device.settle();
            let ledger = device.tiktok.ledger();
            assert_eq!(ledger.double_charges(), [], "seed {seed}:\n{ledger}");
            assert!(ledger.most_panels_open() >= 1, "seed {seed} bought nothing");
            for order in ledger.orders().into_iter().filter(|order| order.charged) {
                let kept = matches!(order.status, OrderStatus::Granted | OrderStatus::Refunded);
                assert!(kept, "seed {seed}: {} was paid and not granted\n{ledger}", order.id);
                let has = device.inventory.granted.contains_key(&order.id);
                assert!(has || home == Home::Backend || order.status == OrderStatus::Refunded, "seed {seed}\n{ledger}");
            }
            let unpaid = ledger.orders().into_iter().filter(|order| !order.charged);
            for order in unpaid {
                assert!(!device.inventory.granted.contains_key(&order.id), "seed {seed}: given for nothing\n{ledger}");
            }
        }
    }
}

#[test]
fn a_seed_replays_to_the_last_line() {
    let play = |seed| {
        let mut device = Device::new(world(Home::Client, 300).with_seed(seed).with_random_faults(0.25));
        (0..12).for_each(|what| device.buy_and_grant(what));
        device.tiktok.ledger().to_string()
    };
    assert_eq!(play(7), play(7));
    assert_ne!(play(7), play(8));
}

#[test]
fn a_refund_before_the_grant_is_not_granted_and_the_player_is_told() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let receipt = buy(&shop, Gems::Handful).expect("paid");
    assert!(tiktok.refund(receipt.order().id()));
    let refused = finish(Box::pin(receipt.grant(async |_gems, _order| Ok::<_, ()>(()))));
    assert!(matches!(refused, Err(GrantError::Refunded(_))));

    let refund = recover(&shop).refunds.pop().expect("not told yet");
    let told = finish(Box::pin(refund.settle(async |order| if order.sku() == "handful" { Ok(()) } else { Err(()) })));
    assert_eq!(told, Ok(()));
    assert!(recover(&shop).refunds.is_empty());
}

#[test]
fn a_refund_after_the_grant_reaches_the_game() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let receipt = buy(&shop, Gems::Handful).expect("paid");
    let order = receipt.order().id().clone();
    Inventory::default().grant(receipt);
    assert!(tiktok.refund(&order));
    assert_eq!(recover(&shop).refunds.pop().map(|refund| refund.order().id().clone()), Some(order));
}

#[test]
fn a_game_that_fails_to_save_gets_the_order_again() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let receipt = buy(&shop, Gems::Handful).expect("paid");
    let failed = finish(Box::pin(receipt.grant(async |_gems, _order| Err::<(), _>("the disk is full"))));
    assert!(matches!(failed, Err(GrantError::Game("the disk is full"))));
    let mut inventory = Inventory::default();
    inventory.give_all(recover(&shop));
    inventory.must_agree_with(&tiktok);
    assert_eq!(inventory.deliveries, 1);
}

#[test]
fn what_the_game_has_saved_is_not_handed_over_again_when_the_backend_did_not_hear_of_it() {
    let tiktok = SimulatedTikTok::new();
    let mut device = Device::new(tiktok.clone());
    let receipt = buy(&device.shop, Gems::Handful).expect("paid");
    let granted = finish(Box::pin(receipt.grant(async |_gems, order| {
        device.inventory.add(&order, "handful");
        (0..3).for_each(|_| tiktok.fail_next_order(OrdersFault::NeverAnswers));
        Ok::<_, ()>(())
    })));
    assert_eq!(granted.ok(), Some(Granted::Now));
    tiktok.advance(A_DAY);
    device.reload();
    device.recover();
    assert_eq!(device.inventory.deliveries, 1);
    assert!(recover(&device.shop).receipts.is_empty());
}

#[test]
fn an_order_of_an_item_that_this_build_does_not_know_is_handed_over_as_such() {
    let tiktok = SimulatedTikTok::new();
    drop(buy(&tiktok.shop(), GoldenSkin).expect("paid"));
    let receipt = recover(&tiktok.shop()).receipts.pop().expect("whatever it is");
    let receipt = receipt.restore::<Gems>().expect_err("no gems");
    assert_eq!(receipt.order().sku(), "golden_skin");
}

#[test]
fn an_unsettled_order_blocks_a_second_charge_until_the_player_is_told() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::FailThenMoney);
    let failed = buy(&shop, Gems::Handful).expect_err("the host says no");
    assert_eq!(failed.retry(), Retry::AfterRecover);
    let refused = buy(&shop, Gems::Handful).expect_err("the first could still be paid");
    assert_eq!((refused.retry(), refused.to_accept()), (Retry::AfterAccepting, failed.to_accept()));
    tiktok.advance(A_DAY);
    assert_eq!(recover(&shop).receipts.len(), 1);
}
