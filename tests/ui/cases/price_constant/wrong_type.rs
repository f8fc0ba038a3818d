use purchasable::purchasable;

const BASE: u64 = 250;

#[purchasable(beans = BASE * 2)]
struct Sword;

fn main() {}
