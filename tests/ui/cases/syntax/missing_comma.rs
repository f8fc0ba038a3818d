use purchasable::purchasable;

#[purchasable(beans = 500 name = "Sword")]
struct Sword;

fn main() {}
