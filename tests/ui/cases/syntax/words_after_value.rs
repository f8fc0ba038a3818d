use purchasable::purchasable;

#[purchasable(beans = 500 each)]
struct Sword;

fn main() {}
