use purchasable::{Beans, purchasable};

const PRICE: Beans = Beans(500);

#[purchasable(beans = PRICE)]
struct Sword;

fn main() {}
