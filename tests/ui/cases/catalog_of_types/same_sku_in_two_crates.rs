use hygiene_parts::SteelSword;
use purchasable::{Catalog, catalog, purchasable};

#[purchasable(beans = 300, sku = "steel_sword")]
struct IronSword;

static SHOP: Catalog = catalog![SteelSword, IronSword];

fn main() {}
