use purchasable::purchasable;

#[purchasable(prefix = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
