use purchasable::purchasable;

#[purchasable(beans = 5_000_000_000)]
struct Sword;

fn main() {}
