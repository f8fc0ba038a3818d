use purchasable::purchasable;

#[purchasable(beans = 500, name = "long long long long long long long long long long long long long long long long long long long long x")]
struct Sword;

fn main() {}
