use purchasable::purchasable;

#[purchasable(beans = true)]
struct Sword;

fn main() {}
