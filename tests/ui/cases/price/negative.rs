use purchasable::purchasable;

#[purchasable(beans = -5)]
struct Sword;

fn main() {}
