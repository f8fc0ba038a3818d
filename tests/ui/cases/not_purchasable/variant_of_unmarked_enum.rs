use purchasable::purchasable;

enum Gems {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
