use purchasable::purchasable;

#[purchasable(beans = -4.99)]
struct Sword;

fn main() {}
