use purchasable::purchasable;

const MANY: usize = 100;

#[purchasable(beans = 500, quantity = MANY)]
struct Gems;

fn main() {}
