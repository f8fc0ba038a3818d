//! What the shop of the tests sells.

use purchasable::{Catalog, Item, catalog, purchasable};

#[purchasable(beans = 99, quantity = 10, unit = "gems")]
pub struct Gems;

#[purchasable(beans = 500, once)]
pub struct KeyOfCastle;

#[purchasable(beans = 501, tier = "tier-600")]
pub struct SteelSword;

#[purchasable(beans = 99, tier = "tier-100")]
pub struct Arrow;

#[purchasable(beans = 101)]
pub struct Shield;

#[purchasable(beans = 501, tier = "tier-600")]
pub struct Bow;

/// Another shop, some of whose items name a top-up.
pub static TIERED_SHOP: Catalog = catalog![SteelSword, Arrow, Shield, Bow];
pub static SHOP: Catalog = catalog![Gems, KeyOfCastle];
pub static GEMS: &Item = Gems::ITEM;
pub static KEY_OF_CASTLE: &Item = KeyOfCastle::ITEM;
