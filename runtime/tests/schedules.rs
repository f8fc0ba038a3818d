//! Whatever a player, a host, a backend and two devices do, in any order: every Bean charged bought something that was
//! granted once, and nothing else was.

mod support;

use std::time::Duration;

use proptest::prelude::*;
use purchasable::{
    Fact, HostFault, Inventory as Home, Ledger, MemoryJournal, OrderStatus, OrdersFault, Purchasable, Shop,
    SimulatedTikTok, Tier, TradeOrderId,
};
use support::{Gems, GoldenSkin, Inventory, SteelSword, finish};

const A_DAY: Duration = Duration::from_secs(24 * 3600);

/// What may happen next. The player has two devices.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Buy {
        device: usize,
        what: usize,
        accepting: bool,
    },
    /// The game lets go of the purchase after so many frames.
    BuyAndDrop {
        device: usize,
        what: usize,
        frames: usize,
    },
    BuyAndAbandon {
        device: usize,
        what: usize,
        frames: usize,
    },
    /// Paid, and the game cannot save.
    BuyWithoutSaving {
        device: usize,
        what: usize,
    },
    Reload(usize),
    Recover(usize),
    Wait(u64),
    Host(HostFault),
    Backend(OrdersFault),
}

fn happening() -> impl Strategy<Value = Happening> {
    let device = 0..2usize;
    let what = 0..4usize;
    prop_oneof![
        4 => (device.clone(), what.clone(), any::<bool>())
            .prop_map(|(device, what, accepting)| Happening::Buy { device, what, accepting }),
        2 => (device.clone(), what.clone(), 0..60usize)
            .prop_map(|(device, what, frames)| Happening::BuyAndDrop { device, what, frames }),
        1 => (device.clone(), what.clone(), 0..60usize)
            .prop_map(|(device, what, frames)| Happening::BuyAndAbandon { device, what, frames }),
        1 => (device.clone(), what).prop_map(|(device, what)| Happening::BuyWithoutSaving { device, what }),
        2 => device.clone().prop_map(Happening::Reload),
        2 => device.prop_map(Happening::Recover),
        2 => prop_oneof![0..120u64, 600..7200u64].prop_map(Happening::Wait),
        4 => prop::sample::select(HostFault::ALL).prop_map(Happening::Host),
        3 => prop::sample::select(OrdersFault::ALL).prop_map(Happening::Backend),
    ]
}

struct Device {
    shop: Shop,
    journal: MemoryJournal,
    /// The orders that the player was told of.
    told: Vec<TradeOrderId>,
}

struct Story {
    tiktok: SimulatedTikTok,
    devices: [Device; 2],
    /// The game's own save, which both devices see and which refuses repeats.
    inventory: Inventory,
}

impl Story {
    fn new(home: Home, balance: u32) -> Self {
        let tiers = [Tier::new("tier-500", 500), Tier::new("tier-1000", 1000)];
        let tiktok = SimulatedTikTok::new().with_inventory(home).with_balance(balance).with_tiers(tiers);
        let device = || {
            let journal = MemoryJournal::new();
            Device { shop: shop(&tiktok, &journal), journal, told: Vec::new() }
        };
        let devices = [device(), device()];
        Self { tiktok, devices, inventory: Inventory::default() }
    }

    fn happens(&mut self, happening: Happening) {
        match happening {
            Happening::Buy { device, what, accepting } => self.buy(device, what, accepting),
            Happening::BuyAndDrop { device, what, frames } => self.begin(device, what, frames),
            Happening::BuyAndAbandon { device, what, frames } => {
                self.begin(device, what, frames);
                self.devices[device].shop.abandon();
            }
            Happening::BuyWithoutSaving { device, what } => self.buy_without_saving(device, what),
            Happening::Reload(device) => self.reload(device),
            Happening::Recover(device) => self.recover(device),
            Happening::Wait(seconds) => self.tiktok.advance(Duration::from_secs(seconds)),
            Happening::Host(fault) => self.tiktok.fail_next(fault),
            Happening::Backend(fault) => self.tiktok.fail_next_order(fault),
        }
    }

    fn buy(&mut self, device: usize, what: usize, accepting: bool) {
        match what {
            0 => self.buy_value(device, SteelSword { sharpness: 1 }, accepting),
            1 => self.buy_value(device, GoldenSkin, accepting),
            2 => self.buy_value(device, Gems::Chest, accepting),
            _ => self.buy_value(device, Gems::Handful, accepting),
        }
    }

    fn buy_value<T: Purchasable>(&mut self, device: usize, value: T, accepting: bool) {
        let Device { shop, told, .. } = &mut self.devices[device];
        let accepted = if accepting { told.clone() } else { Vec::new() };
        let sku = value.item().sku();
        match finish(shop.purchase(value).accepting(accepted)) {
            Ok(receipt) => drop(self.inventory.give(receipt, sku)),
            Err(error) => told.extend(error.to_accept()),
        }
    }

    fn begin(&self, device: usize, what: usize, frames: usize) {
        let shop = &self.devices[device].shop;
        match what {
            0 => poll(shop, SteelSword { sharpness: 1 }, frames),
            1 => poll(shop, GoldenSkin, frames),
            2 => poll(shop, Gems::Chest, frames),
            _ => poll(shop, Gems::Handful, frames),
        }
    }

    fn buy_without_saving(&self, device: usize, what: usize) {
        let value = if what % 2 == 0 { Gems::Chest } else { Gems::Handful };
        if let Ok(receipt) = finish(self.devices[device].shop.purchase(value)) {
            drop(finish(Box::pin(receipt.grant(async |_gems, _order| Err::<(), _>("the disk is full")))));
        }
    }

    fn reload(&mut self, device: usize) {
        let Device { journal, shop: old, .. } = &mut self.devices[device];
        *old = shop(&self.tiktok, journal);
    }

    fn recover(&mut self, device: usize) {
        if let Ok(recovery) = finish(self.devices[device].shop.recover()) {
            self.inventory.give_all(recovery);
        }
    }

    /// Nothing goes wrong any more, and everything late comes.
    fn settle(&mut self) {
        for _ in 0..60 {
            // Faults that still wait for a call or a question that they fit.
            self.recover(0);
        }
        for _ in 0..4 {
            self.tiktok.advance(A_DAY);
            for device in 0..2 {
                self.reload(device);
                self.recover(device);
            }
        }
    }

    fn check(&self, home: Home) -> Result<(), TestCaseError> {
        let ledger = self.tiktok.ledger();
        for order in ledger.double_charges() {
            prop_assert!(has_a_closed_rival(&ledger, &order), "{} is a second charge\n{}", order, ledger);
        }
        for order in ledger.orders() {
            let has = self.inventory.granted.contains_key(&order.id);
            let granted = has || home == Home::Backend;
            let kept = order.status == OrderStatus::Granted && granted || order.status == OrderStatus::Refunded;
            prop_assert!(!order.charged || kept, "{} was paid and not granted\n{}", order.id, ledger);
            prop_assert!(order.charged || !has, "{} was given for nothing\n{}", order.id, ledger);
        }
        Ok(())
    }
}

/// Whether another order for the same item had been closed when this one was made, and was paid all the same: nobody could
/// have known.
fn has_a_closed_rival(ledger: &Ledger, order: &TradeOrderId) -> bool {
    let orders = ledger.orders();
    let sku = orders.iter().find(|made| made.id == *order).map(|made| made.sku);
    let is_rival =
        |id: &TradeOrderId| orders.iter().any(|made| made.id == *id && Some(made.sku) == sku && made.charged);
    let entries = ledger.entries();
    let before = entries.iter().take_while(|entry| !matches!(&entry.fact, Fact::Order(id, _) if id == order));
    before.into_iter().any(|entry| matches!(&entry.fact, Fact::Order(id, OrderStatus::Closed) if is_rival(id)))
}

fn shop(tiktok: &SimulatedTikTok, journal: &MemoryJournal) -> Shop {
    Shop::new(tiktok.clone(), tiktok.orders(), journal.clone())
}

fn poll<T: Purchasable>(shop: &Shop, value: T, frames: usize) {
    let mut purchase = shop.purchase(value);
    for _ in 0..frames {
        if purchase.poll_now().is_some() {
            break;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn in_any_order_of_happenings(
        home in prop::sample::select(vec![Home::Client, Home::Backend]),
        balance in prop::sample::select(vec![10u32, 400, 10_000]),
        happenings in prop::collection::vec(happening(), 1..40),
    ) {
        let mut story = Story::new(home, balance);
        for happening in happenings {
            story.happens(happening);
        }
        story.settle();
        story.check(home)?;
    }
}
