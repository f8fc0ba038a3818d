use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable(beans = 100)]
    Handful { cut: u8 },
}

fn main() {}
