use purchasable::purchasable;

#[purchasable(beans = b"500")]
struct Sword;

fn main() {}
