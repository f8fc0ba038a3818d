use purchasable::purchasable;

#[purchasable(beans = 0)]
struct Sword;

fn main() {}
