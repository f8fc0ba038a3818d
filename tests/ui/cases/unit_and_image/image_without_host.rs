use purchasable::purchasable;

#[purchasable(beans = 500, image = "https:///sword.png")]
struct Sword;

fn main() {}
