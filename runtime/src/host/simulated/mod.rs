//! A TikTok that runs inside the process: wallet, tiers, panels, the game's backend, a virtual clock, and faults.

mod agenda;
mod backend;
mod book;
mod dice;
mod facts;
mod faults;
mod ledger;
mod making;
mod notes;
mod orders;
mod panel;
mod payments;
mod settings;
#[cfg(test)]
mod tests;
mod world;

use core::fmt;
use core::time::Duration;
use std::cell::RefCell;
use std::rc::Rc;

use super::{Call, HostAnswer, HostBridge, Method, Offer, TradeOrderId};
use crate::{Beans, MemoryJournal, OrderStatus, PlayerTag, Reply, Shop};

use agenda::Job;
use panel::Due;
use world::World;

pub use agenda::Clock;
pub use facts::{Fact, LedgerEntry, Question};
pub use faults::{HostFault, OrdersFault, UnknownFault};
pub use ledger::{Ledger, LedgerOrder};
pub use orders::SimulatedOrders;

/// A TikTok to try a game against, on a desk: no network, no threads, and the same every time. Clones are handles to
/// the same world.
///
/// It is a [`HostBridge`], and [`orders`](Self::orders) is the game's backend that goes with it. The wallet starts with
/// 10,000 Beans and the virtual clock at the Unix epoch; the clock moves by itself. The player at the panel agrees to
/// everything, unless a fault says otherwise.
///
/// ```
/// use purchasable::{HostFault, Reason, SimulatedTikTok, purchasable};
///
/// #[purchasable(beans = 500)]
/// struct SteelSword;
///
/// let tiktok = SimulatedTikTok::new();
/// let shop = tiktok.shop();
///
/// tiktok.fail_next(HostFault::Cancel);
/// let mut purchase = SteelSword.purchase(&shop);
/// let error = loop {
///     if let Some(result) = purchase.poll_now() {
///         break result.unwrap_err();
///     }
/// };
/// assert_eq!(*error.reason(), Reason::Cancelled);
/// assert_eq!(tiktok.ledger().charged(), 0);
/// println!("{}", tiktok.ledger());
/// ```
#[derive(Clone)]
pub struct SimulatedTikTok {
    world: Rc<RefCell<World>>,
}

impl SimulatedTikTok {
    /// A new world.
    #[must_use]
    pub fn new() -> Self {
        Self { world: Rc::new(RefCell::new(World::new())) }
    }

    /// A shop in this world, with a journal in memory: a new one each time, as after a reload that wiped the browser.
    #[must_use]
    pub fn shop(&self) -> Shop {
        Shop::new(self.clone(), self.orders(), MemoryJournal::default())
    }

    /// The game's backend, in the session of the player `player`.
    #[must_use]
    pub fn orders(&self) -> SimulatedOrders {
        self.orders_of("player")
    }

    /// The game's backend, in the session of another player. The wallet is the host's, and the same for all.
    #[must_use]
    pub fn orders_of(&self, player: &str) -> SimulatedOrders {
        SimulatedOrders::new(self.clone(), PlayerTag::from(player))
    }

    /// What happened so far, and what happens from here on.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        Ledger { world: self.world.clone() }
    }

    /// What the wallet holds.
    #[must_use]
    pub fn balance(&self) -> Beans {
        self.with(|world| world.balance)
    }

    /// The virtual time since the Unix epoch, which is also the time since the start of the world.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.with(|world| world.agenda.now)
    }

    /// Moves the clock, and does everything that happens on the way.
    pub fn advance(&self, by: Duration) {
        let end = self.now().saturating_add(by);
        while let Some(job) = self.with(|world| world.agenda.next_until(end)) {
            self.run(job);
        }
        self.with(|world| world.agenda.now = end);
    }

    /// Lets the next call that the fault fits go wrong. Faults that fit the same call wait for one after another. Many
    /// fit any call: for an item with a tier, the next one is `checkBalance`.
    pub fn fail_next(&self, fault: HostFault) {
        self.with(|world| world.faults.host.push_back(fault));
    }

    /// Lets the next question to the backend that the fault fits go wrong.
    pub fn fail_next_order(&self, fault: OrdersFault) {
        self.with(|world| world.faults.orders.push_back(fault));
    }

    /// Pays an order back into the wallet, and says whether there was something to pay back.
    #[must_use = "an order that was never paid, or was paid back before, is left as it is"]
    pub fn refund(&self, order: &TradeOrderId) -> bool {
        self.with(|world| world.book.find(order).is_some_and(|order| world.refund(order)))
    }

    /// Has the host tell the backend once more that an order is paid, as it does while it doubts that it was heard
    /// (`/doc/webhooks-overview/`). Says whether the order was paid at all.
    #[must_use = "of an order that was never paid nothing is told"]
    pub fn repeat_webhook(&self, order: &TradeOrderId) -> bool {
        self.with(|world| world.book.find(order).is_some_and(|order| world.repeat_webhook(order)))
    }

    /// Looks into the world, or changes it. Nothing may be answered from inside.
    fn with<R>(&self, look: impl FnOnce(&mut World) -> R) -> R {
        look(&mut self.world.borrow_mut())
    }

    fn run(&self, job: Job) {
        match job {
            Job::Call(call, fault, reply) => settle(self.with(|world| world.finish_call(call, fault, reply))),
            Job::Money(call) => self.with(|world| world.perform_late(&call)),
            Job::Webhook(order) => self.with(|world| world.hear_of_payment(order)),
            Job::Grant(order) => self.with(|world| world.set_status(order, OrderStatus::Granted)),
            Job::Asked(player, asked) => asked.reach(self, player),
            Job::Wake(wake) => wake(),
        }
    }
}

impl Default for SimulatedTikTok {
    fn default() -> Self {
        Self::new()
    }
}

impl HostBridge for SimulatedTikTok {
    fn offer(&self, method: Method) -> Offer {
        self.with(|world| world.capabilities.offer(method))
    }

    fn pay_tops_up(&self) -> bool {
        self.with(|world| world.capabilities.pay_tops_up)
    }

    fn call(&self, call: Call, reply: Reply<HostAnswer>) {
        settle(self.with(|world| world.take_call(call, reply)));
    }

    fn now(&self) -> Duration {
        Self::now(self)
    }

    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        self.with(|world| world.agenda.add(delay, Job::Wake(wake)));
    }

    fn random(&self) -> u64 {
        self.with(|world| world.keys.roll())
    }

    fn pump(&self) -> bool {
        let job = self.with(|world| world.agenda.next());
        job.map(|job| self.run(job)).is_some()
    }
}

impl fmt::Debug for SimulatedTikTok {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatedTikTok")
            .field("balance", &self.balance())
            .field("now", &self.now())
            .finish_non_exhaustive()
    }
}

fn settle(due: Due) {
    if let Some((reply, answer)) = due {
        reply.settle(answer);
    }
}
