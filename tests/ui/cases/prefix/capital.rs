use purchasable::purchasable;

#[purchasable(prefix = "Gems.")]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
