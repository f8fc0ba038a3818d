//! The game, as a careful developer writes it: it buys, grants what it has bought, and recovers.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use purchasable::{
    BoxFuture, Charged, OrderStatus, Purchase, PurchaseError, Reason, Receipt, Recovery, Shop, TradeOrderId, poll_now,
    purchasable,
};

use super::desk::{Desk, Effect, Task};
use crate::bounds::Item;
use crate::ids::{Numbers, order_id, order_number};

/// How far a game is with what it buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Buying {
    /// It buys nothing.
    Nothing,
    /// The purchase is under way.
    Purchasing,
    /// The outcome is unknown, and the game holds on to the purchase.
    Unsettled,
    /// It grants the receipt.
    Granting,
}

#[purchasable]
#[derive(Debug)]
pub(super) enum Wares {
    #[purchasable(beans = 100)]
    Potion,
    #[purchasable(beans = 100, once)]
    Sword,
    #[purchasable(beans = 100, tier = "1731381720000100")]
    Crown,
}

impl From<Item> for Wares {
    fn from(item: Item) -> Self {
        match item {
            Item::Consumable => Self::Potion,
            Item::Once => Self::Sword,
            Item::ToppedUp => Self::Crown,
        }
    }
}

/// The sku of an item.
pub(super) fn sku(item: Item) -> &'static str {
    Wares::from(item).item().sku()
}

/// What the game does for one purchase.
pub(super) enum Errand {
    Purchasing { purchase: Purchase<Wares>, key: Arc<str>, unsettled: bool },
    Granting(BoxFuture<()>),
}

impl Errand {
    pub(super) fn begin(shop: &Shop, item: Item, key: Arc<str>, accepting: Numbers) -> Self {
        let accepting = accepting.iter().map(order_id);
        let purchase = shop.purchase(Wares::from(item)).accepting(accepting);
        Self::Purchasing { purchase, key, unsettled: false }
    }

    pub(super) fn stage(&self) -> Buying {
        match self {
            Self::Purchasing { unsettled: false, .. } => Buying::Purchasing,
            Self::Purchasing { unsettled: true, .. } => Buying::Unsettled,
            Self::Granting(_) => Buying::Granting,
        }
    }

    /// The key of the purchase, while it is under way.
    pub(super) fn key(&self) -> Option<Arc<str>> {
        match self {
            Self::Purchasing { key, unsettled: false, .. } => Some(key.clone()),
            _ => None,
        }
    }

    pub(super) fn keep_waiting(&mut self) {
        if let Self::Purchasing { purchase, unsettled, .. } = self {
            purchase.keep_waiting();
            *unsettled = false;
        }
    }

    /// Goes on as far as it can; nothing is left of it when it is over. A patient game holds on to a purchase whose outcome
    /// is unknown.
    pub(super) fn go_on(mut self, desk: &Desk, patient: bool) -> Option<Self> {
        if let Self::Purchasing { purchase, key, unsettled } = &mut self {
            match purchase.poll_now() {
                None => return Some(self),
                Some(Ok(receipt)) => {
                    let granting = Box::pin(grant(desk.clone(), receipt));
                    desk.at_work(Some(Task::Granting), || desk.begin_story("granting"));
                    self = Self::Granting(granting);
                }
                Some(Err(error)) => {
                    if !*unsettled {
                        note(desk, key, &error);
                    }
                    *unsettled = patient && *error.reason() == Reason::Unsettled;
                    return unsettled.then_some(self);
                }
            }
        }
        let Self::Granting(granting) = &mut self else { return Some(self) };
        let over = desk.at_work(Some(Task::Granting), || poll_now(granting)).is_some();
        (!over).then_some(self)
    }

    pub(super) fn fingerprint(&self, desk: &Desk, mut hasher: &mut dyn Hasher) {
        self.stage().hash(&mut hasher);
        match self {
            Self::Purchasing { purchase, .. } => purchase.fingerprint(hasher),
            Self::Granting(_) => desk.story(Task::Granting).hash(&mut hasher),
        }
    }
}

fn note(desk: &Desk, key: &Arc<str>, error: &PurchaseError) {
    if error.charged() == Charged::No {
        desk.note(Effect::SaysUncharged(key.clone()));
    }
    tell(desk, error.to_accept().iter());
}

fn tell<'a>(desk: &Desk, orders: impl Iterator<Item = &'a TradeOrderId>) {
    let orders: Numbers = orders.map(order_number).collect();
    if !orders.is_empty() {
        desk.note(Effect::Tell(orders));
    }
}

async fn grant<T>(desk: Desk, receipt: Receipt<T>) {
    // What could not be granted is found by the next recovery.
    let _ = receipt.grant(async |_, order| desk.save(order).await).await;
}

/// Everything that a game does when it starts.
pub(super) async fn recover(desk: Desk, shop: Shop) {
    desk.begin_story("recovering");
    let Ok(Recovery { receipts, refunds, pending, .. }) = shop.recover().await else { return };
    tell(&desk, pending.iter().map(purchasable::Order::id));
    let mut left: Vec<(TradeOrderId, OrderStatus)> = Vec::new();
    left.extend(receipts.iter().rev().map(|receipt| (receipt.order().id().clone(), receipt.order().status())));
    let settling: Vec<_> = refunds.iter().map(|refund| refund.order().id().clone()).collect();
    for receipt in receipts {
        desk.begin_story((&left, &settling));
        left.pop();
        grant(desk.clone(), receipt).await;
    }
    for (at, refund) in refunds.into_iter().enumerate() {
        desk.begin_story(&settling[at..]);
        let _ = refund.settle(async |_| Ok::<_, ()>(())).await;
    }
}
