use purchasable::purchasable;

#[purchasable(beans = 500, crate = ::purchasable::runtime)]
struct Sword;

#[purchasable(crate = crate::engine)]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
