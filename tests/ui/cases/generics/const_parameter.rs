use purchasable::purchasable;

#[purchasable(beans = 500)]
struct Gems<const N: usize>;

fn main() {}
