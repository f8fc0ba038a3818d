use purchasable::purchasable;

#[purchasable(beans = 500, once, once)]
struct Sword;

fn main() {}
