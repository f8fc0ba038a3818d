use purchasable::purchasable;

#[purchasable(beans = 500, crate = 7)]
struct Sword;

fn main() {}
