use purchasable::purchasable;

#[purchasable("Sword", beans = 500)]
struct Sword;

fn main() {}
