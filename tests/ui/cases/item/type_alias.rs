use purchasable::purchasable;

struct Steel;

#[purchasable(beans = 500)]
type Sword = Steel;

fn main() {}
