use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable(beans = 100, prefix = "gems.")]
    Handful,
}

fn main() {}
