use purchasable::purchasable;

#[purchasable(beans = 500, tier = STARTER)]
struct Sword;

fn main() {}
