use purchasable::{Tier, purchasable};

const STARTER: Tier = Tier::new("1731381720000499", 499);
const PRICE: u32 = 500;

#[purchasable(beans = PRICE, tier = STARTER)]
struct Sword;

fn main() {}
