//! Chance that can be played again: one seed, one flight.

/// Marsaglia's xorshift, which is plenty for rocks.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        // Spread over all bits, so that neighbours have nothing in common; and never zero, which throws only zeros.
        let mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        Self((mixed ^ mixed >> 29).max(1))
    }

    /// At least `from`, less than `to`.
    pub fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * self.unit()
    }

    /// Whether something happens that happens this often.
    pub fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    fn unit(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f32::from(u16::try_from(self.0 >> 48).unwrap_or_default()) / 65_536.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_throws_the_same_again() {
        let throws = |seed| {
            let mut dice = Dice::new(seed);
            [0; 8].map(|_| dice.between(0.0, 1.0).to_bits())
        };
        assert_eq!(throws(7), throws(7));
        assert_ne!(throws(7), throws(8));
        assert_ne!(throws(6), throws(7));
    }

    #[test]
    fn throws_stay_in_range_and_spread_over_it() {
        let mut dice = Dice::new(1);
        let throws: Vec<_> = (0..1000).map(|_| dice.between(-2.0, 2.0)).collect();
        assert!(throws.iter().all(|throw| (-2.0..2.0).contains(throw)));
        assert!(throws.iter().any(|throw| *throw < -1.5) && throws.iter().any(|throw| *throw > 1.5));
    }
}
