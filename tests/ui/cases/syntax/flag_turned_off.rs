use purchasable::purchasable;

#[purchasable(beans = 500, once = false)]
struct Sword;

fn main() {}
