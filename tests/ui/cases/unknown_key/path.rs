use purchasable::purchasable;

#[purchasable(beans = 500, color::red)]
struct Sword;

fn main() {}
