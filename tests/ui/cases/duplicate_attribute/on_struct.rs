use purchasable::purchasable;

#[purchasable(beans = 500)]
#[purchasable(name = "Sword")]
struct Steel;

fn main() {}
