use purchasable::purchasable;

#[purchasable(beans = 500, image = "")]
struct Sword;

fn main() {}
