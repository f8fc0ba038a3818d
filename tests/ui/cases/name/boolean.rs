use purchasable::purchasable;

#[purchasable(beans = 500, name = false)]
struct Sword;

fn main() {}
