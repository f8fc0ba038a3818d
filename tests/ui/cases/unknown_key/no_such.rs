use purchasable::purchasable;

#[purchasable(beans = 500, colour = "red")]
struct Sword;

fn main() {}
