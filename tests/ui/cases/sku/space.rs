use purchasable::purchasable;

#[purchasable(beans = 500, sku = "steel sword")]
struct Sword;

fn main() {}
