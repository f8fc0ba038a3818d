use purchasable::purchasable;

const STARTER: &str = "1731381720000500";

#[purchasable(beans = 500, tier = STARTER)]
struct Sword;

fn main() {}
