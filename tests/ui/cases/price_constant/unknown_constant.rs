use purchasable::purchasable;

#[purchasable(beans = PRICE)]
struct Sword;

fn main() {}
