use purchasable::purchasable;

#[purchasable(beans = 500, crate = self::shop)]
struct Sword;

fn main() {}
