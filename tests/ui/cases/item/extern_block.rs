use purchasable::purchasable;

#[purchasable(beans = 500)]
unsafe extern "C" {}

fn main() {}
