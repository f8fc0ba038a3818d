use purchasable::purchasable;

#[purchasable(beans = , once)]
struct Sword;

fn main() {}
