use purchasable::purchasable;

#[purchasable(price = 500)]
struct Sword;

fn main() {}
