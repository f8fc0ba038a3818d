use purchasable::purchasable;

#[purchasable(beans = 500, name = SWORD)]
struct Sword;

fn main() {}
