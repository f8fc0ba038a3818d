use purchasable::purchasable;

#[purchasable(beans = 500, crate = "purchasable")]
struct Sword;

fn main() {}
