use purchasable::purchasable;

#[purchasable(beans = 500, sku = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
struct Sword;

fn main() {}
