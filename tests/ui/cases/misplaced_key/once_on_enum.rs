use purchasable::purchasable;

#[purchasable(once)]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
