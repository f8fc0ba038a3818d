use purchasable::purchasable;

#[purchasable(beans = 500, unit = "")]
struct Sword;

fn main() {}
