use purchasable::purchasable;

#[purchasable(beans = "500")]
struct Sword;

fn main() {}
