use purchasable::purchasable;

#[purchasable(beans = 500, sku = concat!("steel_", "sword"))]
struct Sword;

fn main() {}
