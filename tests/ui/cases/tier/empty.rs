use purchasable::purchasable;

#[purchasable(beans = 500, tier = "")]
struct Sword;

fn main() {}
