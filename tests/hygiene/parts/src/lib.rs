//! The items of one of two crates.

use purchasable::purchasable;

/// A struct.
#[purchasable(beans = 500)]
#[derive(Debug)]
pub struct SteelSword;

/// A catalog.
#[purchasable(prefix = "gems.")]
#[derive(Debug)]
pub enum Gems {
    /// Few.
    #[purchasable(beans = 100)]
    Handful,
    /// Many.
    #[purchasable(beans = 900)]
    Chest,
}
