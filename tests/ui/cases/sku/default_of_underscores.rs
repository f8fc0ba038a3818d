use purchasable::purchasable;

#[purchasable(beans = 500)]
struct __;

fn main() {}
