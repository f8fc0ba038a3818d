use purchasable::purchasable;

mod tiers {
    pub const STARTER: purchasable::Tier = purchasable::Tier::new("1731381720000099", 99);
}

#[purchasable]
enum Gems {
    #[purchasable(beans = 100, tier = tiers::STARTER)]
    Handful,
}

fn main() {}
