use purchasable::purchasable;

#[purchasable(beans = 1e3)]
struct Sword;

fn main() {}
