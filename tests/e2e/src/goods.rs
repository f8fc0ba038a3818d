//! What is sold.

use purchasable::{Catalog, catalog, purchasable};

#[purchasable]
enum Potions {
    #[purchasable(beans = 10)]
    Health,
    #[purchasable(beans = 20)]
    Mana,
    #[purchasable(beans = 30)]
    Speed,
    #[purchasable(beans = 40)]
    Luck,
    #[purchasable(beans = 50)]
    Strength,
}

/// Five things that can be bought again and again.
pub static SHOP: Catalog = catalog![Potions];
