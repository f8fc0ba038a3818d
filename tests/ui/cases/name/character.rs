use purchasable::purchasable;

#[purchasable(beans = 500, name = 'S')]
struct Sword;

fn main() {}
