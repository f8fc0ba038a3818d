use purchasable::purchasable;

#[purchasable(beans = 500, name = "")]
struct Sword;

fn main() {}
