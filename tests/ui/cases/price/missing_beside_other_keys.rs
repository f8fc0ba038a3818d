use purchasable::purchasable;

#[purchasable(name = "Sword", once)]
struct Steel;

fn main() {}
