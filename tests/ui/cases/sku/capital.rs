use purchasable::purchasable;

#[purchasable(beans = 500, sku = "Steel_Sword")]
struct Sword;

fn main() {}
