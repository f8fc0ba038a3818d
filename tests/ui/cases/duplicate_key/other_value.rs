use purchasable::purchasable;

#[purchasable(beans = 500, name = "Sword", beans = 600)]
struct Sword;

fn main() {}
