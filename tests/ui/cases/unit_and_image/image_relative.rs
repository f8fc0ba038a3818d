use purchasable::purchasable;

#[purchasable(beans = 500, image = "sword.png")]
struct Sword;

fn main() {}
