//! Packages of Beans, which users buy with money.

use serde::Serialize;

/// A package of Beans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tier {
    /// The id by which a game or a backend names the package.
    pub tier_id: String,
    /// How many Beans are in it.
    pub beans: u64,
}

impl Tier {
    /// A package of so many Beans.
    pub fn new(tier_id: impl Into<String>, beans: u64) -> Self {
        Self { tier_id: tier_id.into(), beans }
    }

    /// TikTok's example sells 100 Beans for 1.19 USD (`/doc/minis-payment-apis`). All packages are as dear here.
    #[must_use]
    pub fn price(&self) -> String {
        let cents = self.beans * 119 / 100;
        format!("{}.{:02}", cents / 100, cents % 100)
    }
}

/// The first two ids are TikTok's own, of 100 Beans (`/doc/minis-payment-apis`); the larger packages are made up.
pub fn packages() -> Vec<Tier> {
    vec![
        Tier::new("1731381720000100", 100),
        Tier::new("1732621527608100", 100),
        Tier::new("1731381720000300", 300),
        Tier::new("1731381720000500", 500),
        Tier::new("1731381720001000", 1000),
    ]
}

/// How many Beans the payment panel tops up by when so many are missing: the nearest package, rounding up, and more than
/// the largest package in several of the largest.
pub fn top_up(tiers: &[Tier], missing: u64) -> u64 {
    if missing == 0 {
        return 0;
    }
    let sizes = || tiers.iter().map(|tier| tier.beans).filter(|beans| *beans > 0);
    let nearest = sizes().filter(|beans| *beans >= missing).min();
    nearest.or_else(|| sizes().max().map(|largest| missing.next_multiple_of(largest))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_top_up_is_the_nearest_package_rounding_up() {
        let topped_up = [0, 1, 100, 101, 301, 1000].map(|missing| top_up(&packages(), missing));
        assert_eq!(topped_up, [0, 100, 100, 300, 500, 1000]);
    }

    #[test]
    fn more_than_the_largest_package_is_several_of_the_largest() {
        assert_eq!(top_up(&packages(), 1001), 2000);
    }

    #[test]
    fn tiktoks_example_has_its_price() {
        assert_eq!(Tier::new("1731381720000100", 100).price(), "1.19");
    }
}
