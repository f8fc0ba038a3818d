use purchasable::purchasable;

#[purchasable(beans = 0x0)]
struct Sword;

fn main() {}
