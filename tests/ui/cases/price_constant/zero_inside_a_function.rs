use purchasable::purchasable;

const FREE: u32 = 0;

pub fn never_called<T>() {
    #[purchasable(beans = FREE)]
    struct Sword;
}

fn main() {}
