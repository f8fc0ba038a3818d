use purchasable::purchasable;

#[purchasable(beans = 500)]
struct Sword<'a> {
    name: &'a str,
}

fn main() {}
