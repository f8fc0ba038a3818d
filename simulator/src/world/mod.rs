//! What TikTok knows: an app, its users with their wallets, the orders, and what is on its way to the app's backend. No
//! input or output here: all of it is behind one lock, in `host`.

pub mod clock;
pub mod errors;
pub mod ids;
pub mod orders;
pub mod payments;
pub mod sessions;
pub mod tiers;
pub mod users;

use std::time::Duration;

use self::{clock::Clock, ids::Ids, orders::Orders, sessions::Sessions, tiers::Tier, users::Users};
use crate::{Settings, faults::Faults, webhooks::outbox::Outbox};

#[derive(Debug)]
pub struct World {
    pub settings: Settings,
    pub clock: Clock,
    pub ids: Ids,
    pub users: Users,
    pub sessions: Sessions,
    pub orders: Orders,
    pub outbox: Outbox,
    pub faults: Faults,
}

impl World {
    pub fn new(settings: Settings) -> Self {
        let seed = settings.seed.unwrap_or_else(|| fastrand::u64(..));
        Self {
            faults: Faults::by_chance(settings.fault_rate),
            settings,
            clock: Clock::real(),
            ids: Ids::new(seed),
            users: Users::default(),
            sessions: Sessions::default(),
            orders: Orders::default(),
            outbox: Outbox::default(),
        }
    }

    pub fn now(&self) -> Duration {
        self.clock.now()
    }

    pub fn tier(&self, tier_id: &str) -> Option<&Tier> {
        self.settings.tiers.iter().find(|tier| tier.tier_id == tier_id)
    }

    /// Forgets users, orders, webhooks and faults. Settings and the clock stay as they are, and ids go on, so that what a
    /// backend has noted of a forgotten order fits no new one.
    pub fn reset(&mut self) {
        self.users = Users::default();
        self.sessions = Sessions::default();
        self.orders = Orders::default();
        self.outbox.clear();
        self.faults = Faults::default();
    }

    /// A login code for the user of this name, who is new if nobody has the name yet.
    pub fn log_in(&mut self, name: &str) -> String {
        let now = self.now();
        self.users.enter(name, self.settings.balance, &mut self.ids);
        self.sessions.issue_code(name, now, &mut self.ids)
    }
}
