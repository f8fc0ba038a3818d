use purchasable::purchasable;

#[purchasable(beans = 500, quantity = -1)]
struct Gems;

fn main() {}
