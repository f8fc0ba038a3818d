use purchasable::purchasable;

#[purchasable(500)]
struct Sword;

fn main() {}
