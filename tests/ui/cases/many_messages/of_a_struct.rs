use purchasable::purchasable;

#[purchasable(bean = 500, sku = "Steel Sword", name = "", quantity = 0, tier = 5, image = "http://example.com", once = true)]
struct Sword;

fn main() {}
