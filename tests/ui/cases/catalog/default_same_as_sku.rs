use purchasable::purchasable;

#[purchasable]
enum Packs {
    #[purchasable(beans = 500, sku = "big_gold")]
    Gold,
    #[purchasable(beans = 900)]
    BigGold,
}

fn main() {}
