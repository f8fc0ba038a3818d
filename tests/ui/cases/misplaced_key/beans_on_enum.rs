use purchasable::purchasable;

#[purchasable(beans = 100)]
enum Gems {
    Handful,
    Chest,
}

fn main() {}
