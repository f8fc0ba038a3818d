use purchasable::purchasable;

#[purchasable(beans = 500, tier = purchasable::Tier::new("1731381720000500", 500))]
struct Sword;

fn main() {}
