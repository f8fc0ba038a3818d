use purchasable::purchasable;

#[purchasable(beans = 500)]
macro_rules! sword {
    () => {};
}

sword!();

fn main() {}
