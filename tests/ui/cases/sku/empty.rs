use purchasable::purchasable;

#[purchasable(beans = 500, sku = "")]
struct Sword;

fn main() {}
