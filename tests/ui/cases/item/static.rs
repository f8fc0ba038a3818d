use purchasable::purchasable;

#[purchasable(beans = 500)]
static SWORD: u8 = 1;

fn main() {}
