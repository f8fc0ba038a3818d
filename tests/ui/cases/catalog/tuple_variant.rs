use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable(beans = 100)]
    Handful(u8),
}

fn main() {}
