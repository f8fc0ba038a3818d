use purchasable::purchasable;

#[purchasable(beans = 500u64)]
struct Sword;

fn main() {}
