use purchasable::purchasable;

#[purchasable(beans = 500, prefix = "swords.")]
struct Steel;

fn main() {}
