use purchasable::purchasable;

#[purchasable(beans)]
struct Sword;

fn main() {}
