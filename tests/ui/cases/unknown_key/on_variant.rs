use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable(beens = 100)]
    Handful,
}

fn main() {}
