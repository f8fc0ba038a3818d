use purchasable::purchasable;

#[purchasable(beans = 2_147_483_648)]
struct Sword;

fn main() {}
