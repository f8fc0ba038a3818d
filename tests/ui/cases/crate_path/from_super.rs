mod shop {
    pub use purchasable as runtime;
}

mod items {
    use purchasable::purchasable;

    #[purchasable(beans = 500, crate = super::shop::runtime)]
    struct Sword;
}

fn main() {}
