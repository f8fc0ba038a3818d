//! What the game sells.

use purchasable::{Catalog, Tier, catalog, purchasable};

const STARTER: Tier = Tier::new("1731381720000500", 500);
const TREASURE: Tier = Tier::new("1731381720001000", 1000);

/// The top-ups that the simulated host offers.
pub const TIERS: [Tier; 2] = [STARTER, TREASURE];

/// An upgrade. Its fields belong to the game; the price belongs to the type.
#[purchasable(beans = 450, tier = STARTER, image = "https://game.example/sword.png")]
pub struct SteelSword {
    pub sharpness: u8,
}

/// Bought once, owned for ever.
#[purchasable(beans = 300, tier = STARTER, once)]
pub struct GoldenSkin;

/// A pack of gems; each variant is an item of its own.
#[purchasable(prefix = "gems.")]
pub enum Gems {
    #[purchasable(beans = 100, quantity = 10, unit = "gems")]
    Handful,
    #[purchasable(beans = 900, quantity = 120, unit = "gems", tier = TREASURE, name = "Chest of gems")]
    Chest,
}

/// Everything, with the proof that no sku is used twice.
pub static EVERYTHING: Catalog = catalog![SteelSword, GoldenSkin, Gems];
