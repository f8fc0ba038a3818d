use purchasable::purchasable;

use core::marker::PhantomData;

#[purchasable(beans = 500)]
struct Sword<T>(PhantomData<T>);

fn main() {}
