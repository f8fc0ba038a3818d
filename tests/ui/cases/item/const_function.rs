use purchasable::purchasable;

#[purchasable(beans = 500)]
pub const fn sword() {}

fn main() {}
