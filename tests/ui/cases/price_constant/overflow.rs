use purchasable::purchasable;

const BASE: u32 = u32::MAX;

#[purchasable(beans = BASE * 2)]
struct Sword;

fn main() {}
