use purchasable::purchasable;

#[purchasable(beans = 500, quantity = 100u64)]
struct Gems;

fn main() {}
