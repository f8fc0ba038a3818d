use purchasable::purchasable;

#[purchasable(beans = 500, sku = true)]
struct Sword;

fn main() {}
