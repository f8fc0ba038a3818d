use purchasable::purchasable;

#[purchasable(beans = 999999999999999999999999999999999999999999)]
struct Sword;

fn main() {}
