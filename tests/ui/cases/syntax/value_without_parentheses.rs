use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable = 100]
    Handful,
}

fn main() {}
