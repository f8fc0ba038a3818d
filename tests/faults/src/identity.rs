//! Which states are the same: those from which the same can happen, however many faults may. Times are counted from now, and
//! it does not matter which of two clients is called A.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::bounds::{Bounds, Clients, PANEL_DEADLINE};
use purchasable::OrderStatus;

use crate::client::{Buying, Client, What};
use crate::ids::Numbers;
use crate::state::State;
use crate::world::{Journal, Money, Order, Panel, Question};

impl State {
    /// The same for two states that are the same.
    #[must_use]
    pub fn identity(&self, bounds: Bounds) -> u128 {
        let straight = self.hash_in_order(bounds, &[0, 1][..self.clients.len()]);
        if self.clients.len() == 1 { straight } else { straight.min(self.hash_in_order(bounds, &[1, 0])) }
    }

    fn hash_in_order(&self, bounds: Bounds, clients: &[usize]) -> u128 {
        let mut hasher = SipHasher13::new();
        let world = &self.world;
        (&world.told, world.purchases, world.funds, world.orders.len()).hash(&mut hasher);
        for order in &world.orders {
            self.hash_order(order, clients, &mut hasher);
        }
        for client in clients {
            self.hash_client(bounds, *client, &mut hasher);
        }
        if bounds.clients != Clients::Devices {
            world.journals.iter().for_each(|journal| hash_journal(journal, &mut hasher));
        }
        self.of_nobody().hash(&mut hasher);
        hasher.finish128().as_u128()
    }

    fn hash_order(&self, order: &Order, clients: &[usize], hasher: &mut impl Hasher) {
        let lease = order.lease.map(|claimant| self.role(claimant, clients));
        let mut order = Order { lease: None, ..order.clone() };
        if self.all_is_bought() {
            order.accepted = Numbers::default();
            order.offered = true;
            if order.money == Money::Untouched && order.status == OrderStatus::Closed && !order.outlived {
                order.money = Money::Refused;
            }
        }
        order.hash(hasher);
        lease.hash(hasher);
    }

    /// No order is made any more, and none is paid but in a panel that is open. Then it does not matter any more what was
    /// accepted, nor how an order that is closed was not paid.
    fn all_is_bought(&self) -> bool {
        let is_under_way = |client: &Arc<Client>| client.standing.busy || client.standing.buying != Buying::Nothing;
        let creates = |question: &Question| matches!(question.what, What::Create { .. });
        self.world.purchases == 0 && !self.clients.iter().any(is_under_way) && !self.world.questions.iter().any(creates)
    }

    /// The place of a claimant among the clients; of a dead one, none.
    fn role(&self, claimant: u8, clients: &[usize]) -> Option<usize> {
        clients.iter().position(|client| self.clients[*client].claimant == claimant)
    }

    fn hash_client(&self, bounds: Bounds, number: usize, hasher: &mut impl Hasher) {
        let is_own = |asker: Option<(usize, usize)>| asker.is_some_and(|(client, _)| client == number);
        self.clients[number].standing.memory.hash(hasher);
        self.world.recharges[number].hash(hasher);
        for question in self.world.questions.iter().filter(|question| is_own(question.asker)) {
            true.hash(hasher);
            hash_question(question, hasher);
        }
        false.hash(hasher);
        for panel in self.world.panels.iter().filter(|panel| is_own(panel.asker)) {
            true.hash(hasher);
            self.hash_panel(panel, hasher);
        }
        if bounds.clients == Clients::Devices {
            hash_journal(&self.world.journals[number], hasher);
        }
    }

    fn hash_panel(&self, panel: &Panel, hasher: &mut impl Hasher) {
        let age = (self.world.now - panel.opened).min(PANEL_DEADLINE);
        (panel.order, panel.asker.map(|_| age), panel.abandoned).hash(hasher);
    }

    /// What is left of clients that have died.
    fn of_nobody(&self) -> Vec<u64> {
        let questions = self.world.questions.iter().filter(|question| question.asker.is_none());
        let panels = self.world.panels.iter().filter(|panel| panel.asker.is_none());
        let mut hashes: Vec<_> = questions.map(|question| hashed(|hasher| hash_question(question, hasher))).collect();
        hashes.extend(panels.map(|panel| hashed(|hasher| self.hash_panel(panel, hasher))));
        hashes.sort_unstable();
        hashes
    }
}

/// Of a torn text the whole lines are kept, so it matters what is left.
fn hash_journal(journal: &Journal, hasher: &mut impl Hasher) {
    (journal.torn, &journal.text).hash(hasher);
}

/// Without the claimant: a client asks for leases of its own, and a dead one's are nobody's.
fn hash_question(question: &Question, hasher: &mut impl Hasher) {
    (question.what.without_claimant(), &question.way, &question.seen).hash(hasher);
}

fn hashed(hash: impl FnOnce(&mut DefaultHasher)) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash(&mut hasher);
    hasher.finish()
}
