use purchasable::purchasable;

#[purchasable(beans = 0xFFFF_FFFF)]
struct Sword;

fn main() {}
