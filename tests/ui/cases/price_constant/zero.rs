use purchasable::purchasable;

const FREE: u32 = 0;

#[purchasable(beans = FREE)]
struct Sword;

fn main() {}
