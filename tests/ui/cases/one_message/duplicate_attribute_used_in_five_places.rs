// The mistake is one, and so is the message, although the item is used in five places.
use purchasable::{Catalog, Purchasable, Shop, catalog, purchasable};

#[purchasable(beans = 500)]
#[purchasable(beans = 600)]
struct Sword;

struct Chest {
    content: Sword,
}

fn price() -> u32 {
    Sword::ITEM.beans().0
}

fn buy(shop: &Shop, sword: Sword) {
    let _ = sword.purchase(shop);
}

fn describe<T: Purchasable>(item: &T) -> &'static str {
    item.item().name()
}

static SHOP: Catalog = catalog![Sword];

fn main() {
    let chest = Chest { content: Sword };
    println!("{} {} {}", describe(&chest.content), price(), SHOP.items().count());
    buy(&shop(), chest.content);
}

fn shop() -> Shop {
    loop {}
}
