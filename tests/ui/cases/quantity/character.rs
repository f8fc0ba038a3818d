use purchasable::purchasable;

#[purchasable(beans = 500, quantity = 'c')]
struct Gems;

fn main() {}
