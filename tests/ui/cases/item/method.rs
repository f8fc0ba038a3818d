use purchasable::purchasable;

struct Smith;

impl Smith {
    #[purchasable(beans = 500)]
    fn sword(&self) {}
}

fn main() {}
