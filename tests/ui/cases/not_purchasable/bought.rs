use purchasable::Shop;

struct Sword;

fn buy(shop: &Shop) {
    let _ = shop.purchase(Sword);
}

fn main() {}
