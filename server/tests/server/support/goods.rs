//! What the shop of the tests sells.

use purchasable::{Catalog, Item, catalog, purchasable};

#[purchasable(beans = 99, quantity = 10, unit = "gems")]
pub struct Gems;

#[purchasable(beans = 500, once)]
pub struct KeyOfCastle;

pub static SHOP: Catalog = catalog![Gems, KeyOfCastle];
pub static GEMS: &Item = Gems::ITEM;
pub static KEY_OF_CASTLE: &Item = KeyOfCastle::ITEM;
