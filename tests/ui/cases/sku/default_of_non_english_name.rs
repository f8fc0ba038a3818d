use purchasable::purchasable;

#[purchasable(beans = 500)]
struct Épée;

fn main() {}
