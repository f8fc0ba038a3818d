use purchasable::{Catalog, catalog};

struct Sword;

static SHOP: Catalog = catalog![Sword];

fn main() {}
