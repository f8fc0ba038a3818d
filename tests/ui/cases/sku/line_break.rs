use purchasable::purchasable;

#[purchasable(beans = 500, sku = "steel\nsword")]
struct Sword;

fn main() {}
