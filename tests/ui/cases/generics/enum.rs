use purchasable::purchasable;

#[purchasable]
enum Gems<const N: usize> {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
