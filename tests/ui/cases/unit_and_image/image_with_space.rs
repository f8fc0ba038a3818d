use purchasable::purchasable;

#[purchasable(beans = 500, image = "https://example.com/steel sword.png")]
struct Sword;

fn main() {}
