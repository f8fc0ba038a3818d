use purchasable::purchasable;

#[purchasable(name = "Sword")]
#[purchasable(beans = 500)]
struct Steel;

fn main() {}
