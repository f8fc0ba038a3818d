use purchasable::purchasable;

#[purchasable]
enum Gems {
    #[purchasable(name = "A handful")]
    Handful,
}

fn main() {}
