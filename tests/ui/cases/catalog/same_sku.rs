use purchasable::purchasable;

#[purchasable]
enum Packs {
    #[purchasable(beans = 500, sku = "gold-pack")]
    Gold,
    #[purchasable(beans = 900, sku = "gold-pack")]
    BigGold,
}

fn main() {}
