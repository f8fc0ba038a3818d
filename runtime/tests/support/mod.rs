//! What the tests of the shop share: the items, the game, and ways to let time pass.

#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::future::Future;

use purchasable::{
    Claim, Claimant, Created, Granted, NewOrder, Order, OrderStatus, Orders, OrdersAnswer, OrdersError,
    OrdersErrorKind, PanelOutcome, PlayerTag, Purchasable, Purchase, PurchaseError, Receipt, Recovery, Reply, Shop,
    SimulatedOrders, SimulatedTikTok, TradeOrderId, poll_now, purchasable,
};

#[purchasable(beans = 500, tier = "tier-500")]
pub struct SteelSword {
    pub sharpness: u8,
}

#[purchasable(beans = 300, tier = "tier-500", once)]
pub struct GoldenSkin;

#[purchasable]
#[derive(Debug, PartialEq)]
pub enum Gems {
    #[purchasable(beans = 100, quantity = 10)]
    Handful,
    #[purchasable(beans = 900, quantity = 120, tier = "tier-1000")]
    Chest,
}

/// Polls until the future is done. A future that never ends is a failure, not a hanging test.
#[track_caller]
pub fn finish<F: Future + Unpin>(mut future: F) -> F::Output {
    for _ in 0..100_000 {
        if let Some(output) = poll_now(&mut future) {
            return output;
        }
    }
    panic!("the future made no progress in 100,000 polls");
}

#[track_caller]
pub fn buy<T: Purchasable>(shop: &Shop, value: T) -> Result<Receipt<T>, PurchaseError> {
    finish(shop.purchase(value))
}

#[track_caller]
pub fn recover(shop: &Shop) -> Recovery {
    finish(shop.recover()).expect("the backend and the journal answer")
}

/// Polls the purchase until the shop has done everything it can without the answer to this.
#[track_caller]
pub fn poll_until<T: Purchasable>(purchase: &mut Purchase<T>, mut reached: impl FnMut(&Purchase<T>) -> bool) {
    for _ in 0..10_000 {
        assert!(purchase.poll_now().is_none(), "the purchase ended too early");
        if reached(purchase) {
            return;
        }
    }
    panic!("the purchase never came so far");
}

/// An inventory that refuses repeats by order id, and counts how often each order was brought to it.
#[derive(Debug, Default)]
pub struct Inventory {
    pub granted: BTreeMap<TradeOrderId, String>,
    pub deliveries: usize,
}

impl Inventory {
    pub fn add(&mut self, order: &TradeOrderId, sku: &str) {
        self.deliveries += 1;
        self.granted.insert(order.clone(), sku.to_owned());
    }

    pub fn has(&self, sku: &str) -> usize {
        self.granted.values().filter(|granted| *granted == sku).count()
    }

    #[track_caller]
    pub fn grant<T: Purchasable>(&mut self, receipt: Receipt<T>) -> Granted {
        let sku = receipt.order().sku().to_owned();
        self.give(receipt, &sku).expect("the order can be granted")
    }

    /// Grants what can be granted; `None` where it has to wait for the next recovery.
    pub fn give<T>(&mut self, receipt: Receipt<T>, sku: &str) -> Option<Granted> {
        let grant = receipt.grant(async |_value, order| {
            self.add(&order, sku);
            Ok::<_, ()>(())
        });
        finish(Box::pin(grant)).ok()
    }

    pub fn give_all(&mut self, recovery: Recovery) {
        for receipt in recovery.receipts {
            let sku = receipt.order().sku().to_owned();
            self.give::<Order>(receipt, &sku);
        }
    }

    /// Every Bean charged, and not paid back, paid for something that is here; and nothing else is here.
    #[track_caller]
    pub fn must_agree_with(&self, tiktok: &SimulatedTikTok) {
        let paid = tiktok.ledger().orders().into_iter().filter(|order| order.charged);
        let paid: BTreeMap<_, _> = paid.map(|order| (order.id, order.sku.to_owned())).collect();
        assert_eq!(self.granted, paid, "paid and granted differ; the ledger:\n{}", tiktok.ledger());
    }
}

/// The simulated backend behind glue of the game's own, which is odd in one way.
pub struct OddOrders {
    orders: SimulatedOrders,
    oddity: Oddity,
    asked_before: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Oddity {
    /// The first question who is playing panics.
    PanicsOnce,
    /// The first question who is playing is answered by a proxy.
    ErrorPageOnce,
    /// No acknowledgement is ever heard.
    Deaf,
    /// The player's name has a line break in it.
    BrokenName,
}

impl OddOrders {
    pub fn new(tiktok: &SimulatedTikTok, oddity: Oddity) -> Self {
        Self { orders: tiktok.orders(), oddity, asked_before: Cell::new(false) }
    }
}

impl Orders for OddOrders {
    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        match self.oddity {
            Oddity::PanicsOnce if !self.asked_before.replace(true) => panic!("a bug in the game's own glue"),
            Oddity::ErrorPageOnce if !self.asked_before.replace(true) => {
                reply.settle(Err(OrdersError::new(OrdersErrorKind::Malformed, "<html>502")));
            }
            Oddity::BrokenName => reply.settle(Ok("an\nna".into())),
            _ => self.orders.player(reply),
        }
    }
    fn create(&self, wish: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        self.orders.create(wish, reply);
    }
    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        self.orders.status(order, reply);
    }
    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        self.orders.open(reply);
    }
    fn claim(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        self.orders.claim(order, claimant, reply);
    }
    fn ack(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        if self.oddity != Oddity::Deaf {
            self.orders.ack(order, claimant, reply);
        }
    }
    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        self.orders.report(order, outcome);
    }
}
