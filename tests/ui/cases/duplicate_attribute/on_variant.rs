use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable(beans = 100)]
    #[purchasable(quantity = 10)]
    Handful,
}

fn main() {}
