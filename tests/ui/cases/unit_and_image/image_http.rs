use purchasable::purchasable;

#[purchasable(beans = 500, image = "http://example.com/sword.png")]
struct Sword;

fn main() {}
