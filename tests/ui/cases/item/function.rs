use purchasable::purchasable;

#[purchasable(beans = 500)]
fn sword() {}

fn main() {}
