use purchasable::purchasable;

#[purchasable(beans = 500)]
pub trait Sword {}

fn main() {}
