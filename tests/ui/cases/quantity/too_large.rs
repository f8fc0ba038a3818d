use purchasable::purchasable;

#[purchasable(beans = 500, quantity = 4_294_967_296)]
struct Gems;

fn main() {}
