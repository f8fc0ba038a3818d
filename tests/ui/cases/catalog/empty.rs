use purchasable::purchasable;

#[purchasable]
enum Gems {}

fn main() {}
