//! One running game with a real shop in it.
//!
//! A shop can neither be cloned nor sent. So a client of the search is what it has lived through since its birth, and is
//! brought back to life by living through it again whenever something is to happen to it. Two are the same when what their
//! shops and their games remember is the same; see [`Standing::memory`].

mod answer;
mod desk;
mod game;
mod life;
mod log;

pub use answer::{Answer, Making, Told, Word};
pub use desk::{Effect, What};
pub use game::Buying;
pub use life::Standing;
pub use log::{Lived, Log, Stimulus};

use crate::bounds::Bounds;
use life::Life;

/// A client between two steps.
#[derive(Clone, Debug)]
pub struct Client {
    /// By which the backend knows who has a lease.
    pub claimant: u8,
    /// What it is like now.
    pub standing: Standing,
    log: Log,
}

impl Client {
    /// A game that was just started.
    #[must_use]
    pub fn newborn(bounds: Bounds, claimant: u8) -> Self {
        Self { claimant, standing: Life::begin(bounds, claimant).standing().0, log: Log::default() }
    }

    /// Whether it is still as it was born.
    #[must_use]
    pub fn is_newborn(&self) -> bool {
        self.log.is_empty()
    }

    /// What becomes of the client when this happens to it, and what it does.
    #[must_use]
    pub fn live(&self, bounds: Bounds, lived: Lived) -> (Self, Vec<Effect>) {
        let mut life = self.again(bounds);
        let effects = life.through(&lived);
        let (standing, as_newborn) = life.standing();
        let log = if as_newborn { Log::default() } else { self.log.and(lived) };
        (Self { claimant: self.claimant, standing, log }, effects)
    }

    /// The same client at a later time.
    #[must_use]
    pub fn at(&self, bounds: Bounds, now: u64) -> Self {
        if self.is_newborn() {
            return self.clone();
        }
        let mut life = self.again(bounds);
        life.wait_until(now);
        Self { standing: life.standing().0, ..self.clone() }
    }

    fn again(&self, bounds: Bounds) -> Life {
        let mut life = Life::begin(bounds, self.claimant);
        for lived in self.log.iter() {
            life.through(lived);
        }
        life
    }
}
