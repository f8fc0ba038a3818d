use purchasable::purchasable;

#[purchasable(beans = 500, once(true))]
struct Sword;

fn main() {}
