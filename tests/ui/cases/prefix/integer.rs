use purchasable::purchasable;

#[purchasable(prefix = 7)]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
