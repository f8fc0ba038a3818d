use purchasable::purchasable;

#[purchasable(beans = 500)]
const SWORD: u8 = 1;

fn main() {}
