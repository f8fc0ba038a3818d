use purchasable::purchasable;

#[purchasable(bean = 500)]
struct Sword;

fn main() {}
