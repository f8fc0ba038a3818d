use purchasable::purchasable;

#[purchasable()]
struct Sword;

fn main() {}
