use purchasable::{Catalog, catalog, purchasable};

#[purchasable(beans = 500)]
struct Sword;

static SHOP: Catalog = catalog![Sword, Sword];

fn main() {}
