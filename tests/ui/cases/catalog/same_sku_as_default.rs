use purchasable::purchasable;

#[purchasable]
enum Packs {
    #[purchasable(beans = 500)]
    Gold,
    #[purchasable(beans = 900, sku = "gold")]
    BigGold,
}

fn main() {}
