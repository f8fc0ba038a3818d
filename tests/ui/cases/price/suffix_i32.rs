use purchasable::purchasable;

#[purchasable(beans = 500_i32)]
struct Sword;

fn main() {}
