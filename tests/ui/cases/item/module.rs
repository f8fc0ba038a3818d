use purchasable::purchasable;

#[purchasable(beans = 500)]
mod swords {}

fn main() {}
