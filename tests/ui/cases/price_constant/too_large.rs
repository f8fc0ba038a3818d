use purchasable::purchasable;

const BASE: u32 = 2_147_483_647;

#[purchasable(beans = BASE + 1)]
struct Sword;

fn main() {}
