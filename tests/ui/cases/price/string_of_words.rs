use purchasable::purchasable;

#[purchasable(beans = "five hundred")]
struct Sword;

fn main() {}
