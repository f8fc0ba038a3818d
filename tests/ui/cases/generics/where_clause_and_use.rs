use purchasable::{Shop, purchasable};

#[purchasable(beans = 500)]
struct Sword<T>(T)
where
    T: Clone;

fn buy(shop: &Shop) {
    let _ = Sword(1_u8).purchase(shop);
}

fn main() {}
