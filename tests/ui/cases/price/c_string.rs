use purchasable::purchasable;

#[purchasable(beans = c"500")]
struct Sword;

fn main() {}
