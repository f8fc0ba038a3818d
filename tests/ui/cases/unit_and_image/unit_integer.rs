use purchasable::purchasable;

#[purchasable(beans = 500, unit = 7)]
struct Sword;

fn main() {}
