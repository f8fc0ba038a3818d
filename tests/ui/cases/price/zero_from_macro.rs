use purchasable::purchasable;

macro_rules! declare {
    ($name:ident, $price:expr) => {
        #[purchasable(beans = $price)]
        struct $name;
    };
}

declare!(Sword, 0);

fn main() {}
