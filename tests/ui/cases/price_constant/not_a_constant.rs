use purchasable::purchasable;

fn price() -> u32 {
    500
}

#[purchasable(beans = price())]
struct Sword;

fn main() {}
