use purchasable::purchasable;

const FREE: u32 = 0;

#[purchasable]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
    #[purchasable(beans = FREE)]
    Chest,
}

fn main() {}
