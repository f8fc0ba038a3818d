use purchasable::Purchasable;

struct Sword;

fn price<T: Purchasable>(item: &T) -> u32 {
    item.item().beans().0
}

fn main() {
    price(&Sword);
}
