use purchasable::purchasable;

#[purchasable(beans = 500)]
#[derive(Clone)]
#[::purchasable::purchasable(beans = 500)]
struct Steel;

fn main() {}
