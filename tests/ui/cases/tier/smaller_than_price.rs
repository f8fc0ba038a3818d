use purchasable::{Tier, purchasable};

const STARTER: Tier = Tier::new("1731381720000499", 499);

#[purchasable(beans = 500, tier = STARTER)]
struct Sword;

fn main() {}
