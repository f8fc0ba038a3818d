//! A client while something happens to it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use purchasable::{BoxFuture, Inventory, Shop, TopUpPolicy, poll_now};
use siphasher::sip128::{Hasher128, SipHasher13};

use super::answer::Answer;
use super::desk::{Desk, Effect, Task};
use super::game::{Buying, Errand, recover, sku};
use super::log::{Lived, Stimulus};
use crate::bounds::{Bounds, Home, Item, timing};
use crate::ids::{claimant_dice, key_dice};
use crate::texts::kept;

/// The live shop and the live game.
pub(super) struct Life {
    bounds: Bounds,
    desk: Desk,
    shop: Shop,
    errand: Option<Errand>,
    recovering: Option<BoxFuture<()>>,
}

/// What a client is like between two steps.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What its shop and its game remember, as a hash, with the times counted from now.
    pub memory: u128,
    /// When the next of the timers rings that the shop has asked for.
    pub timer: Option<u64>,
    /// How far its purchase is.
    pub buying: Buying,
    /// The key of the purchase that is under way.
    pub key: Option<Arc<str>>,
    /// Whether it is recovering.
    pub recovering: bool,
    /// Whether its shop has a purchase under way.
    pub busy: bool,
}

impl Life {
    pub(super) fn begin(bounds: Bounds, claimant: u8) -> Self {
        let inventory = match bounds.home {
            Home::Client => Inventory::Client,
            Home::Backend => Inventory::Backend,
        };
        let desk = Desk::new(sku(bounds.item), inventory, bounds.item != Item::ToppedUp);
        desk.set_dice(claimant_dice(claimant));
        let shop = Shop::new(desk.clone(), desk.clone(), desk.clone());
        shop.set_timing(timing());
        shop.set_top_up_policy(TopUpPolicy::Auto);
        Self { bounds, desk, shop, errand: None, recovering: None }
    }

    pub(super) fn wait_until(&mut self, now: u64) {
        self.desk.set_now(now);
    }

    /// Lives through something, and gives what the client does.
    pub(super) fn through(&mut self, lived: &Lived) -> Vec<Effect> {
        self.desk.set_now(lived.at);
        self.desk.set_journal(lived.journal.clone(), lived.full);
        self.happen(&lived.stimulus);
        self.errand = self.errand.take().and_then(|errand| errand.go_on(&self.desk, self.bounds.is_restless()));
        if let Some(recovering) = &mut self.recovering {
            if self.desk.at_work(Some(Task::Recovering), || poll_now(recovering)).is_some() {
                self.recovering = None;
            }
        }
        self.desk.let_go();
        self.desk.take_effects()
    }

    fn happen(&mut self, stimulus: &Stimulus) {
        match stimulus {
            Stimulus::Begin { key, accepting } => {
                let dice = key_dice(*key);
                self.desk.set_dice(dice);
                self.errand = Some(Errand::begin(
                    &self.shop,
                    self.bounds.item,
                    kept(&format!("{dice:016x}{dice:016x}")),
                    *accepting,
                ));
            }
            Stimulus::Recover => self.recovering = Some(Box::pin(recover(self.desk.clone(), self.shop.clone()))),
            Stimulus::Drop => self.errand = None,
            Stimulus::Abandon => self.shop.abandon(),
            Stimulus::KeepWaiting => {
                if let Some(errand) = &mut self.errand {
                    errand.keep_waiting();
                }
            }
            Stimulus::Ring => self.desk.ring(),
            Stimulus::Answer(number, answer) => {
                // What recovery makes of the journal depends on whom the shop is looking after then.
                if matches!(answer, Answer::Open(_)) {
                    self.desk.tell(Some(Task::Recovering), self.shop_memory());
                }
                self.desk.answer(*number, answer);
            }
            Stimulus::Lost(number) => self.desk.lose(*number),
            Stimulus::Saved(number, well) => self.desk.saved(*number, *well),
        }
    }

    /// What the client is like, and whether it owes nothing to its past.
    pub(super) fn standing(&self) -> (Standing, bool) {
        let standing = self.look();
        let idle = standing.buying == Buying::Nothing && !standing.recovering && !standing.busy && !self.desk.waits();
        if !idle || self.shop_memory() != Self::begin(self.bounds, 0).shop_memory() {
            return (standing, false);
        }
        // Timers that nobody waits for any more are as good as none.
        self.desk.forget_timers();
        (self.look(), true)
    }

    fn look(&self) -> Standing {
        Standing {
            memory: self.memory(),
            timer: self.desk.timers().first().copied(),
            buying: self.errand.as_ref().map_or(Buying::Nothing, Errand::stage),
            key: self.errand.as_ref().and_then(Errand::key),
            recovering: self.recovering.is_some(),
            busy: self.shop.is_busy(),
        }
    }

    /// What the client remembers, with the times counted from now.
    fn memory(&self) -> u128 {
        let mut hasher = SipHasher13::new();
        self.shop.fingerprint(&mut hasher);
        self.desk.fingerprint(&mut hasher);
        if let Some(errand) = &self.errand {
            errand.fingerprint(&self.desk, &mut hasher);
        }
        if self.recovering.is_some() {
            self.desk.story(Task::Recovering).hash(&mut hasher);
        }
        hasher.finish128().as_u128()
    }

    fn shop_memory(&self) -> u64 {
        let mut hasher = SipHasher13::new();
        self.shop.fingerprint(&mut hasher);
        hasher.finish()
    }
}

/// A shop keeps a purchase that is under way, which keeps the shop: both would stay in memory.
impl Drop for Life {
    fn drop(&mut self) {
        self.errand = None;
        self.recovering = None;
        self.shop.abandon();
        self.desk.close();
    }
}
