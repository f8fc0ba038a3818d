use purchasable::purchasable;

#[purchasable]
enum Packs {
    #[cfg(all())]
    #[purchasable(beans = 500, sku = "gold")]
    Gold,
    #[cfg(not(any()))]
    #[purchasable(beans = 900, sku = "gold")]
    BigGold,
}

fn main() {}
