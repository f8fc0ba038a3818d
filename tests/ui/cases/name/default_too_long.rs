use purchasable::purchasable;

#[purchasable(beans = 500, sku = "sword")]
struct LongSwordLongSwordLongSwordLongSwordLongSwordLongSwordLongSwordLongSwordLongSwordLongSwordAndMoreOfIt;

fn main() {}
