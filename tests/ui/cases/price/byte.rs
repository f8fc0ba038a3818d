use purchasable::purchasable;

#[purchasable(beans = b'5')]
struct Sword;

fn main() {}
