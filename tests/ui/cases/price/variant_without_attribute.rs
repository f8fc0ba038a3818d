use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
    Chest,
}

fn main() {}
