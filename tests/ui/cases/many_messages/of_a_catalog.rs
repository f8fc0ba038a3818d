use purchasable::purchasable;

#[purchasable(prefix = "Gems", name = "Gems")]
enum Gems {
    #[purchasable(beans = 0)]
    Handful,
    #[purchasable(beans = 4.99, sku = "")]
    Bag(u8),
    Chest,
    #[purchasable(beans = 5, beans = 6, unit = 1)]
    Mountain,
}

fn main() {}
