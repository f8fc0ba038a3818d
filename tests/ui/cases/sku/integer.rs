use purchasable::purchasable;

#[purchasable(beans = 500, sku = 500)]
struct Sword;

fn main() {}
