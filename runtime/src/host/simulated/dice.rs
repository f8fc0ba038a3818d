//! Numbers that look random and follow from a seed (the generator `SplitMix64`).

pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Whether something that happens this often, 0 to 1, happens now.
    pub(super) fn hits(&mut self, rate: f64) -> bool {
        let roll = u32::try_from(self.roll() >> 32).unwrap_or(u32::MAX);
        f64::from(roll) < rate * f64::from(u32::MAX) || rate >= 1.0
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let among = u64::try_from(from.len()).ok().filter(|among| *among > 0)?;
        usize::try_from(self.roll() % among).ok().and_then(|at| from.get(at).copied())
    }
}
