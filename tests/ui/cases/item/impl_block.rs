use purchasable::purchasable;

struct Sword;

#[purchasable(beans = 500)]
impl Sword {}

fn main() {}
