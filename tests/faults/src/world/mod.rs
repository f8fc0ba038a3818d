//! Everything outside of the clients: the host, the backend, what is under way between them, and what was saved.

mod backend;
mod effects;
mod host;

pub use host::Heard;

use std::sync::Arc;

use purchasable::OrderStatus;

use crate::bounds::{Bounds, Leases};
use crate::bug::{Bug, OfBackend};
use crate::client::{Answer, What};
use crate::ids::Numbers;
use crate::texts::kept;

/// The state of the world.
#[derive(Clone, Debug)]
pub struct World {
    /// The time.
    pub now: u64,
    /// The backend's orders and what the host knows of each.
    pub orders: Vec<Order>,
    /// The payment panels that are open.
    pub panels: Vec<Panel>,
    /// The questions that are open.
    pub questions: Vec<Question>,
    /// The journals.
    pub journals: Vec<Journal>,
    /// The orders that the player was told of, as those that may still be paid.
    pub told: Numbers,
    /// How many more purchases may be begun.
    pub purchases: u8,
    /// How many more faults may happen.
    pub faults: u8,
    /// How many orders the wallet can pay, where it has to be topped up first.
    pub funds: u8,
    /// How often the purchase of each client has asked for a top-up.
    pub recharges: [u8; 2],
}

/// One order.
#[derive(Clone, Debug, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that has happened to it")]
pub struct Order {
    /// The key it was made under.
    pub key: Arc<str>,
    /// The earlier orders that it was made on top of.
    pub accepted: Numbers,
    /// What the backend knows.
    pub status: OrderStatus,
    /// Who may grant it. A lease ends when time passes.
    pub lease: Option<u8>,
    /// Somebody has had a lease.
    pub claimed: bool,
    /// What the host knows.
    pub money: Money,
    /// Its panel was opened.
    pub offered: bool,
    /// The news of its payment is under way.
    pub paid_news: Option<Pace>,
    /// The news that it was never paid is under way.
    pub dead_news: bool,
    /// The game's inventory has it; or, where the backend has the inventory, the game has shown it.
    pub saved: bool,
    /// The player knows of the refund.
    pub told: bool,
    /// Its panel stays open for longer than any backend can wait.
    pub outlived: bool,
    /// A torn journal may have forgotten it.
    pub torn_away: bool,
}

/// What the host knows of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Money {
    /// It can be paid.
    Untouched,
    /// It was not paid, and can no longer be.
    Refused,
    /// It was paid.
    Taken,
    /// It was paid and paid back.
    Returned,
}

/// How something travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pace {
    /// It arrives before time passes.
    Prompt,
    /// It arrives at any time.
    Late,
}

/// A question that is open.
#[derive(Clone, Debug)]
pub struct Question {
    /// Whose it is, and its number there; of a client that died, nobody's.
    pub asker: Option<(usize, usize)>,
    /// What is asked.
    pub what: What,
    /// How far it is.
    pub way: Way,
    /// The earlier orders that were open when it was asked, for a backend that looks too early.
    pub seen: Numbers,
}

/// How far a question is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// On its way.
    There(Pace),
    /// Done, and this answer is held up on its way back.
    Back(Answer),
}

/// A payment panel.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What it is for.
    pub order: usize,
    /// Whose answer it owes, and the question's number there; of a client that died, nobody's.
    pub asker: Option<(usize, usize)>,
    /// Since when it is open.
    pub opened: u64,
    /// The game has freed its shop of it.
    pub abandoned: bool,
}

/// What a client keeps.
#[derive(Clone, Debug, Hash)]
pub struct Journal {
    /// The text.
    pub text: Arc<str>,
    /// It was torn, and makes no sense.
    pub torn: bool,
}

impl World {
    /// Before anything has happened.
    #[must_use]
    pub fn new(bounds: Bounds) -> Self {
        let journals = bounds.journal_of(bounds.client_count() - 1) + 1;
        Self {
            now: 0,
            orders: Vec::new(),
            panels: Vec::new(),
            questions: Vec::new(),
            journals: vec![Journal { text: kept(""), torn: false }; journals],
            told: Numbers::default(),
            purchases: bounds.purchases,
            faults: bounds.faults,
            funds: 0,
            recharges: [0; 2],
        }
    }

    /// Time passes.
    pub fn tick(&mut self, bug: Option<Bug>) {
        self.now += 1;
        for order in &mut self.orders {
            if bug != Some(Bug::Backend(OfBackend::NoLeaseExpiry)) {
                order.lease = None;
            }
        }
    }

    /// Whether something has to happen before time passes.
    #[must_use]
    pub fn is_prompt(&self) -> bool {
        self.questions.iter().any(Question::is_prompt) || self.orders.iter().any(Order::has_prompt_news)
    }

    /// Uses a fault up.
    pub fn fail(&mut self) {
        self.faults -= 1;
    }
}

impl Order {
    fn has_prompt_news(&self) -> bool {
        self.paid_news == Some(Pace::Prompt) || self.dead_news
    }

    /// Whether the host has taken the money, at any time.
    #[must_use]
    pub fn was_charged(&self) -> bool {
        matches!(self.money, Money::Taken | Money::Returned)
    }
}

impl Question {
    /// Whether it goes on before time passes.
    #[must_use]
    pub fn is_prompt(&self) -> bool {
        match self.way {
            Way::There(Pace::Prompt) => self.what != What::Recharge,
            Way::There(Pace::Late) => false,
            // Only that of an order still counts when the time for it is over.
            Way::Back(_) => !matches!(self.what, What::Create { .. }),
        }
    }
}

impl What {
    /// Whether it is answered in one go with the step that asked it, because nobody races for the answer.
    #[must_use]
    pub fn is_at_once(&self, bounds: Bounds) -> bool {
        match self {
            Self::Create { .. } | Self::Recharge | Self::Pay(_) => false,
            Self::Claim(..) => bounds.leases == Leases::AtOnce,
            Self::Status(_) | Self::Open | Self::Ack(_) | Self::Save(_) | Self::CheckBalance => true,
        }
    }

    /// Whether it leaves the device.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        !matches!(self, Self::Save(_) | Self::Recharge | Self::Pay(_) | Self::CheckBalance)
    }
}
