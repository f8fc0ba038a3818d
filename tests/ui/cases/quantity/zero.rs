use purchasable::purchasable;

#[purchasable(beans = 500, quantity = 0)]
struct Gems;

fn main() {}
