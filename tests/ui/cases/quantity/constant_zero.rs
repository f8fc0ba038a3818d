use purchasable::purchasable;

const NONE: u32 = 0;

#[purchasable(beans = 500, quantity = NONE)]
struct Gems;

fn main() {}
