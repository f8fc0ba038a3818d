// The mistake is one, and so is the message, although the item is used in five places.
use purchasable::{Catalog, Purchasable, Shop, catalog, purchasable};

#[purchasable]
#[derive(Clone)]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
    #[purchasable]
    Chest,
}

struct Chest {
    content: Gems,
}

fn price() -> u32 {
    Gems::ALL[0].item().beans().0
}

fn buy(shop: &Shop, gems: Gems) {
    let _ = gems.purchase(shop);
}

fn describe<T: Purchasable>(item: &T) -> &'static str {
    item.item().name()
}

static SHOP: Catalog = catalog![Gems];

fn main() {
    let chest = Chest { content: Gems::from_sku(Gems::ITEMS[0].sku()).unwrap_or(Gems::Chest).clone() };
    println!("{} {} {}", describe(&chest.content), price(), SHOP.items().count());
    buy(&shop(), chest.content);
}

fn shop() -> Shop {
    loop {}
}
