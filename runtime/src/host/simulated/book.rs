//! The backend's orders, and what may become of each.

use core::time::Duration;
use std::collections::HashMap;

use crate::{Claimant, Item, NewOrder, Order, OrderKey, OrderStatus, PlayerTag, TradeOrderId};

pub(super) struct Book {
    pub(super) records: Vec<Record>,
    pub(super) players: Vec<Player>,
    keys: HashMap<(usize, OrderKey), usize>,
}

pub(super) struct Record {
    pub(super) id: TradeOrderId,
    pub(super) key: OrderKey,
    pub(super) player: usize,
    pub(super) item: &'static Item,
    pub(super) status: OrderStatus,
    pub(super) created: Duration,
    pub(super) payload: Vec<u8>,
    pub(super) lease: Option<Lease>,
    pub(super) money: Money,
    /// The player knows of the refund.
    pub(super) told: bool,
    /// The host says pending until the backend has closed it.
    pub(super) heard_late: bool,
    /// Orders of this player for the same item, one of which was made while the other was unfinished and not accepted.
    rivals: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    Untouched,
    /// A panel has ended without a payment: the host takes the order no more.
    Refused,
    Taken,
}

pub(super) struct Lease {
    pub(super) claimant: Claimant,
    pub(super) until: Duration,
}

pub(super) struct Player {
    pub(super) tag: PlayerTag,
    /// The orders that are not finished.
    pub(super) open: Vec<usize>,
    /// The orders for items that are bought once, finished or not.
    pub(super) kept: Vec<usize>,
}

impl Book {
    pub(super) fn new() -> Self {
        Self { records: Vec::new(), players: Vec::new(), keys: HashMap::new() }
    }

    pub(super) fn player(&mut self, tag: PlayerTag) -> usize {
        if let Some(known) = self.players.iter().position(|player| player.tag == tag) {
            return known;
        }
        self.players.push(Player { tag, open: Vec::new(), kept: Vec::new() });
        self.players.len() - 1
    }

    pub(super) fn find(&self, id: &TradeOrderId) -> Option<usize> {
        let number: usize = id.as_str().strip_prefix(ID_PREFIX)?.parse().ok()?;
        let order = number.checked_sub(1)?;
        self.records.get(order).filter(|record| record.id == *id).map(|_| order)
    }

    pub(super) fn find_key(&self, player: usize, key: OrderKey) -> Option<usize> {
        self.keys.get(&(player, key)).copied()
    }

    pub(super) fn add(&mut self, player: usize, order: NewOrder, item: &'static Item, now: Duration) -> usize {
        let number = self.records.len();
        let rivals = self.unfinished(player, item.sku(), &order.accepted);
        for rival in &rivals {
            self.records[*rival].rivals.push(number);
        }
        self.records.push(Record {
            id: id_of(number + 1),
            key: order.key.clone(),
            player,
            item,
            status: OrderStatus::Pending,
            created: now,
            payload: order.payload,
            lease: None,
            money: Money::Untouched,
            told: false,
            heard_late: false,
            rivals,
        });
        self.keys.insert((player, order.key), number);
        self.players[player].open.push(number);
        if item.once() {
            self.players[player].kept.push(number);
        }
        number
    }

    /// The orders of this player for this item that are not finished and not accepted.
    pub(super) fn unfinished(&self, player: usize, sku: &str, accepted: &[TradeOrderId]) -> Vec<usize> {
        let open = self.players[player].open.iter().copied();
        open.filter(|order| {
            let record = &self.records[*order];
            record.item.sku() == sku && !accepted.contains(&record.id) && record.status != OrderStatus::Refunded
        })
        .collect()
    }

    pub(super) fn owns(&self, player: usize, sku: &str) -> bool {
        self.players[player].kept.iter().any(|order| {
            let record = &self.records[*order];
            record.item.sku() == sku && matches!(record.status, OrderStatus::Paid | OrderStatus::Granted)
        })
    }

    /// Moves an order forward, never back, and says whether it moved.
    pub(super) fn advance(&mut self, order: usize, status: OrderStatus) -> bool {
        let record = &mut self.records[order];
        if rank(status) <= rank(record.status) {
            return false;
        }
        record.status = status;
        self.list(order);
        true
    }

    /// Lists the order among its player's open ones, or takes it off the list.
    pub(super) fn list(&mut self, order: usize) {
        let record = &self.records[order];
        let open = &mut self.players[record.player].open;
        let listed = open.iter().position(|listed| *listed == order);
        match (record.is_finished(), listed) {
            (true, Some(at)) => {
                open.remove(at);
            }
            (false, None) => open.push(order),
            _ => {}
        }
    }

    /// Whether the player paid for this order and for a rival of it.
    pub(super) fn is_charged_twice(&self, order: usize) -> bool {
        self.records[order].rivals.iter().any(|rival| self.records[*rival].is_charged())
    }
}

impl Record {
    pub(super) fn to_order(&self) -> Order {
        let order = Order::new(self.id.clone(), self.key.clone(), self.item.sku(), self.status);
        if self.payload.is_empty() { order } else { order.with_payload(&*self.payload) }
    }

    pub(super) fn is_charged(&self) -> bool {
        self.money == Money::Taken
    }

    fn is_finished(&self) -> bool {
        self.status == OrderStatus::Granted || (self.status == OrderStatus::Refunded && self.told)
    }
}

/// How the ids of TikTok's own example begin (`/doc/minis-payment-apis`).
const ID_PREFIX: &str = "TOID";

fn id_of(number: usize) -> TradeOrderId {
    let mut text = *b"TOID0000000000";
    let mut left = number;
    for place in text[ID_PREFIX.len()..].iter_mut().rev() {
        *place = b"0123456789"[left % 10];
        left /= 10;
    }
    TradeOrderId::from(core::str::from_utf8(&text).unwrap_or(ID_PREFIX))
}

const fn rank(status: OrderStatus) -> u8 {
    match status {
        OrderStatus::Pending => 0,
        OrderStatus::Closed => 1,
        OrderStatus::Paid => 2,
        OrderStatus::Granted => 3,
        OrderStatus::Refunded => 4,
    }
}
