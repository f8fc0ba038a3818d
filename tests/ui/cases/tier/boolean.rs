use purchasable::purchasable;

#[purchasable(beans = 500, tier = true)]
struct Sword;

fn main() {}
