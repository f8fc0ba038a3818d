//! How a simulated world is set up.

use core::time::Duration;

use super::SimulatedTikTok;
use super::agenda::Clock;
use super::dice::Dice;
use super::facts::Fact;
use super::faults::Faults;
use super::world::World;
use crate::{Beans, Capabilities, Inventory, Item, Tier};

/// Settings. They can be changed at any time, through any handle, and hold from then on.
impl SimulatedTikTok {
    /// Starts with this many Beans in the wallet instead of 10,000.
    #[must_use]
    pub fn with_balance(self, beans: u32) -> Self {
        self.having(|world| world.balance = Beans(beans))
    }

    /// Sets what the wallet holds, as if the player had spent or bought Beans outside this game.
    pub fn set_balance(&self, beans: u32) {
        self.with(|world| {
            world.balance = Beans(beans);
            world.note(|| Fact::BalanceSet);
        });
    }

    /// Sells these packages and no others. Without any, every tier id is known and tops up what the last
    /// `checkBalance` found missing, rounded up to whole hundreds.
    #[must_use]
    pub fn with_tiers(self, tiers: impl IntoIterator<Item = Tier>) -> Self {
        self.having(|world| world.tiers = tiers.into_iter().collect())
    }

    /// Gives the backend its own price list: it refuses any other sku, and answers other prices with its own. Without
    /// one, it sells whatever it is asked for, at the price declared in this program.
    #[must_use]
    pub fn selling(self, items: impl IntoIterator<Item = &'static Item>) -> Self {
        self.having(|world| world.items.extend(items))
    }

    /// Sets where the player's inventory lives: with the client, unless set.
    #[must_use]
    pub fn with_inventory(self, inventory: Inventory) -> Self {
        self.having(|world| world.inventory = inventory)
    }

    /// Sets what the host offers: everything, and `pay` does not top up, unless set.
    #[must_use]
    pub fn with_capabilities(self, capabilities: Capabilities) -> Self {
        self.having(|world| world.capabilities = capabilities)
    }

    /// Sets who moves the clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        self.having(|world| world.agenda.clock = clock)
    }

    /// Sets the seed of everything that looks random: 0, unless set. The same seed and the same calls give the same
    /// ledger.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        self.having(|world| {
            world.keys = Dice::new(!seed);
            world.faults.dice = Faults::new(seed).dice;
        })
    }

    /// Lets calls and questions go wrong by chance, with a fault that fits: 0 is never, 1 is always.
    #[must_use]
    pub fn with_random_faults(self, rate: f64) -> Self {
        self.having(|world| world.faults.rate = rate)
    }

    /// Sets how long a host call takes: 400 milliseconds, unless set.
    #[must_use]
    pub fn with_latency(self, latency: Duration) -> Self {
        self.having(|world| world.delays.host = latency)
    }

    /// Sets how long a question to the backend takes: 80 milliseconds, unless set.
    #[must_use]
    pub fn with_orders_latency(self, latency: Duration) -> Self {
        self.having(|world| world.delays.orders = latency)
    }

    /// Sets how long after a payment the backend hears of it: at once, unless set.
    #[must_use]
    pub fn with_webhook_delay(self, delay: Duration) -> Self {
        self.having(|world| world.delays.webhook = delay)
    }

    /// Sets how long a backend that holds the inventory takes to grant: nothing, unless set.
    #[must_use]
    pub fn with_grant_delay(self, delay: Duration) -> Self {
        self.having(|world| world.delays.grant = delay)
    }

    /// Sets how long a claim holds: a minute, unless set.
    #[must_use]
    pub fn with_lease(self, lease: Duration) -> Self {
        self.having(|world| world.delays.lease = lease)
    }

    /// Sets how late an answer or the money is where a fault makes it late: 12 minutes, unless set, which is after a
    /// shop has stopped waiting for its panel, and before the backend closes the order.
    #[must_use]
    pub fn with_lateness(self, late: Duration) -> Self {
        self.having(|world| world.delays.late = late)
    }

    /// Sets how many ledger entries are kept, the newest ones: 8,192, unless set.
    #[must_use]
    pub fn with_ledger_limit(self, entries: usize) -> Self {
        self.having(|world| world.notes.limit = entries)
    }

    fn having(self, set: impl FnOnce(&mut World)) -> Self {
        self.with(set);
        self
    }
}
