use purchasable::purchasable;

#[purchasable(beans = 500)]
union Sword {
    sharpness: u8,
    raw: i8,
}

fn main() {}
