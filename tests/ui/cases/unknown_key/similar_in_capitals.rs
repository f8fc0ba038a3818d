use purchasable::purchasable;

#[purchasable(beans = 500, Name = "Sword")]
struct Sword;

fn main() {}
