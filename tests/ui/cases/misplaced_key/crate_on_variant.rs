use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable(beans = 100, crate = ::purchasable)]
    Handful,
}

fn main() {}
