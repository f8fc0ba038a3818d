use purchasable::purchasable;

#[purchasable(prefix = "")]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
