use purchasable::purchasable;

const BASE: i32 = 250;

#[purchasable]
enum Gems {
    #[purchasable(beans = BASE)]
    Handful,
}

fn main() {}
