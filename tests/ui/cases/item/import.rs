use purchasable::purchasable;

#[purchasable(beans = 500)]
pub use core::fmt;

fn main() {}
