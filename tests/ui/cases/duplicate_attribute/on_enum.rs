use purchasable::purchasable;

#[purchasable]
#[purchasable(prefix = "gems.")]
enum Gems {
    #[purchasable(beans = 100)]
    Handful,
}

fn main() {}
