//! One running game with a real shop in it.
//!
//! A shop can neither be cloned nor sent. So a client of the search is what it has lived through since its birth, and is
//! brought back to life by living through it again when something is to happen to it that has not happened before. Two are
//! the same when what their shops and their games remember is the same; see [`Standing::memory`].

mod answer;
mod desk;
mod game;
mod life;
mod lives;
mod log;

pub use answer::{Answer, Making, Told, Word};
pub use desk::{Effect, What};
pub use game::Buying;
pub use life::Standing;
pub use lives::{Lives, Reaction};
pub use log::{Lived, Log, Stimulus};

use std::sync::Arc;

use crate::bounds::Bounds;
use life::Life;
use lives::and_then;

/// A client between two steps.
#[derive(Clone, Debug)]
pub struct Client {
    /// By which the backend knows who has a lease.
    pub claimant: u8,
    /// What it is like now.
    pub standing: Standing,
    log: Log,
    /// The log as a hash.
    hash: u128,
}

impl Client {
    /// A game that was just started.
    #[must_use]
    pub fn newborn(bounds: Bounds, claimant: u8, past: &Lives) -> Arc<Self> {
        let hash = and_then(0, claimant);
        let born =
            || Self { claimant, standing: Life::begin(bounds, claimant).standing().0, log: Log::default(), hash };
        past.known_or(hash, || (born(), Vec::new())).0
    }

    /// Whether it is still as it was born.
    #[must_use]
    pub fn is_newborn(&self) -> bool {
        self.log.is_empty()
    }

    /// What becomes of the client when this happens to it, and what it does.
    #[must_use]
    pub fn live(&self, bounds: Bounds, lived: &Lived, past: &Lives) -> Reaction {
        let hash = and_then(self.hash, lived);
        past.known_or(hash, || {
            let mut life = self.again(bounds);
            let effects = life.through(lived);
            let (standing, as_newborn) = life.standing();
            let (log, hash) = if as_newborn {
                (Log::default(), and_then(0, self.claimant))
            } else {
                (self.log.and(lived.clone()), hash)
            };
            (Self { claimant: self.claimant, standing, log, hash }, effects)
        })
    }

    /// The same client at a later time.
    #[must_use]
    pub fn at(self: &Arc<Self>, bounds: Bounds, now: u64, past: &Lives) -> Arc<Self> {
        if self.is_newborn() {
            return self.clone();
        }
        let later = || {
            let mut life = self.again(bounds);
            life.wait_until(now);
            Self { standing: life.standing().0, ..Self::clone(self) }
        };
        past.known_or(and_then(self.hash, now), || (later(), Vec::new())).0
    }

    fn again(&self, bounds: Bounds) -> Life {
        let mut life = Life::begin(bounds, self.claimant);
        for lived in self.log.iter() {
            life.through(lived);
        }
        life
    }
}
