use purchasable::purchasable;

#[purchasable(beans = 500, crate = ::shop::<u8>)]
struct Sword;

fn main() {}
