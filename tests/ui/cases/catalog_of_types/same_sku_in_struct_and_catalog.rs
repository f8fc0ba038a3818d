use purchasable::{Catalog, catalog, purchasable};

#[purchasable(beans = 500)]
struct Sword;

mod weapons {
    use purchasable::purchasable;

    #[purchasable]
    pub enum Weapons {
        #[purchasable(beans = 500)]
        Bow,
        #[purchasable(beans = 300)]
        Sword,
    }
}

const SHOP: Catalog = catalog![Sword, weapons::Weapons];

fn main() {
    let _ = SHOP;
}
