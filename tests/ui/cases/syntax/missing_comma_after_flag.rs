use purchasable::purchasable;

#[purchasable(once beans = 500)]
struct Sword;

fn main() {}
