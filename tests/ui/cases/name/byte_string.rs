use purchasable::purchasable;

#[purchasable(beans = 500, name = b"Sword")]
struct Sword;

fn main() {}
