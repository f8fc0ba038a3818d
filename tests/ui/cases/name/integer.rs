use purchasable::purchasable;

#[purchasable(beans = 500, name = 500)]
struct Sword;

fn main() {}
