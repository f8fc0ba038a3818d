//! How far a search goes.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Error, Result};
use purchasable::Timing;

use crate::words::words;

/// One search: what is sold, to whom, and how often something may go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// What the games do at a time.
    pub play: Play,
    /// Who may come between.
    pub leases: Leases,
}

words! {
    /// What is sold.
    Item {
        /// As often as the player likes.
        Consumable = "consumable",
        /// Once.
        Once = "once",
        /// As often as the player likes, on a host that is asked to top up before it is asked to pay.
        ToppedUp = "topped-up",
    }
}

words! {
    /// Where the inventory lives.
    Home {
        /// With the client.
        Client = "client",
        /// With the backend.
        Backend = "backend",
    }
}

words! {
    /// Who plays.
    Clients {
        /// One game.
        One = "one",
        /// Two tabs with one journal.
        Tabs = "tabs",
        /// Two devices with a journal each.
        Devices = "devices",
    }
}

words! {
    /// What the games do at a time.
    Play {
        /// One thing.
        Steady = "steady",
        /// They recover while they buy, drop purchases, abandon them and wait on for them.
        Restless = "restless",
    }
}

words! {
    /// Who may come between the question for a lease and its answer.
    Leases {
        /// Everybody.
        Raced = "raced",
        /// Another client only when something has gone wrong, or somebody has died.
        AtOnce = "at-once",
    }
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

    /// Whether games do several things at a time.
    #[must_use]
    pub fn is_restless(&self) -> bool {
        self.play == Play::Restless
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { item, home, clients, purchases, faults, play, leases } = self;
        let [item, home, clients] = [item.word(), home.word(), clients.word()];
        write!(f, "{item}/{home}/{clients}/{purchases}/{faults}/{}/{}", play.word(), leases.word())
    }
}

impl FromStr for Bounds {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut words = text.split('/');
        let mut word = || words.next().with_context(|| format!("`{text}` has too few words for bounds"));
        Ok(Self {
            item: word()?.parse()?,
            home: word()?.parse()?,
            clients: word()?.parse()?,
            purchases: word()?.parse()?,
            faults: word()?.parse()?,
            play: word()?.parse()?,
            leases: word()?.parse()?,
        })
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
