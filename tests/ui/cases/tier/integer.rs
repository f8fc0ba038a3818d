use purchasable::purchasable;

#[purchasable(beans = 500, tier = 1731381720000500)]
struct Sword;

fn main() {}
