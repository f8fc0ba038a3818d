use purchasable::purchasable;

const NAME: &str = "steel_sword";

#[purchasable(beans = 500, sku = NAME)]
struct Sword;

fn main() {}
