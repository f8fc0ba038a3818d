use purchasable::purchasable;

#[purchasable(prefix = "the.long.prefix.of.a.very.large.catalog.")]
enum Gems {
    #[purchasable(beans = 100, sku = "handful.of.small.green.gems")]
    Handful,
}

fn main() {}
