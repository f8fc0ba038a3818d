use purchasable::purchasable;

#[purchasable(beans = 500, once =)]
struct Sword;

fn main() {}
