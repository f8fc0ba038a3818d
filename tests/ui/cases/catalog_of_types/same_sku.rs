use purchasable::{Catalog, catalog, purchasable};

#[purchasable(beans = 500, sku = "sword")]
struct SteelSword;

#[purchasable(beans = 300, sku = "sword")]
struct IronSword;

static SHOP: Catalog = catalog![SteelSword, IronSword];

fn main() {}
