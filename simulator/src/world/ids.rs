//! Everything that is drawn: ids, tokens, and what happens by chance. The same seed draws the same.

use std::{iter, time::Duration};

use fastrand::Rng;

#[derive(Debug)]
pub struct Ids(Rng);

impl Ids {
    pub fn new(seed: u64) -> Self {
        Self(Rng::with_seed(seed))
    }

    /// TikTok's example ids start with `TOID` (`/doc/minis-payment-apis`).
    pub fn trade_order(&mut self) -> String {
        format!("TOID{:018}", self.0.u64(..1_000_000_000_000_000_000))
    }

    pub fn open_id(&mut self) -> String {
        format!("_000{}", self.text(32))
    }

    pub fn code(&mut self) -> String {
        self.text(48)
    }

    /// User access tokens start with `act.` (`/doc/minis-payment-apis`).
    pub fn access_token(&mut self) -> String {
        format!("act.{}", self.text(56))
    }

    pub fn refresh_token(&mut self) -> String {
        format!("rft.{}", self.text(56))
    }

    pub fn log_id(&mut self) -> String {
        format!("{:032X}", self.0.u128(..))
    }

    /// True in `chance` of all cases.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.0.f64() < chance
    }

    pub fn up_to(&mut self, longest: Duration) -> Duration {
        longest.mul_f64(self.0.f64())
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        self.0.choice(all).copied()
    }

    fn text(&mut self, length: usize) -> String {
        iter::repeat_with(|| self.0.alphanumeric()).take(length).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| {
            let mut ids = Ids::new(seed);
            [ids.trade_order(), ids.open_id(), ids.code(), ids.access_token(), ids.refresh_token(), ids.log_id()]
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }
}
