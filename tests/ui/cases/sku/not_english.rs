use purchasable::purchasable;

#[purchasable(beans = 500, sku = "épée")]
struct Sword;

fn main() {}
