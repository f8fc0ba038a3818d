use purchasable::purchasable;

#[purchasable(beans = 500, quantity = "100")]
struct Gems;

fn main() {}
