//! How far a search goes.

use std::fmt;
use std::time::Duration;

use purchasable::Timing;

/// One search: what is sold, to whom, and how often something may go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// What is sold.
    pub item: Item,
    /// Where the inventory lives.
    pub home: Home,
    /// Who plays; all of them are the same player.
    pub clients: Clients,
    /// How many purchases are begun.
    pub purchases: u8,
    /// How often an answer, a message or the storage fails. Crashes are not counted.
    pub faults: u8,
    /// Whether the games recover while they buy, drop purchases, abandon them and wait on for them. Others do one thing at a
    /// time.
    pub restless: bool,
    /// Whether something can happen between the question for a lease and its answer. Otherwise only a fault, or a death,
    /// lets another client come in between.
    pub raced: bool,
}

/// What is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// As often as the player likes.
    Consumable,
    /// Once.
    Once,
    /// As often as the player likes, on a host that is asked to top up before it is asked to pay.
    ToppedUp,
}

/// Where the inventory lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Home {
    /// With the client.
    Client,
    /// With the backend.
    Backend,
}

/// Who plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clients {
    /// One game.
    One,
    /// Two tabs with one journal.
    Tabs,
    /// Two devices with a journal each.
    Devices,
}

impl Bounds {
    /// How many clients there are.
    #[must_use]
    pub fn client_count(&self) -> usize {
        if self.clients == Clients::One { 1 } else { 2 }
    }

    /// The journal of a client.
    #[must_use]
    pub fn journal_of(&self, client: usize) -> usize {
        if self.clients == Clients::Devices { client } else { 0 }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let item = match self.item {
            Item::Consumable => "consumable",
            Item::Once => "once",
            Item::ToppedUp => "topped-up",
        };
        let home = match self.home {
            Home::Client => "client",
            Home::Backend => "backend",
        };
        let clients = match self.clients {
            Clients::One => "one",
            Clients::Tabs => "tabs",
            Clients::Devices => "devices",
        };
        let play = if self.restless { "restless" } else { "steady" };
        let leases = if self.raced { "raced" } else { "at-once" };
        write!(f, "{item}/{home}/{clients}/{}/{}/{play}/{leases}", self.purchases, self.faults)
    }
}

/// How long a shop waits for what. A second is one step of the search's time, and as few as possible are enough for every
/// order of events.
#[must_use]
pub fn timing() -> Timing {
    let seconds = Duration::from_secs;
    Timing::default()
        .with_answer(seconds(1))
        .with_panel(seconds(PANEL_DEADLINE))
        .with_confirm(seconds(1))
        .with_poll(seconds(1))
        .with_order(seconds(2))
        .with_create_attempts(2)
}

/// How long a shop waits for its payment panel.
pub const PANEL_DEADLINE: u64 = 2;
