use purchasable::purchasable;

#[purchasable = 100]
struct Sword;

fn main() {}
