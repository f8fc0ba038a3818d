use purchasable::purchasable;

#[purchasable(beans = 500, title = "Sword")]
struct Sword;

fn main() {}
