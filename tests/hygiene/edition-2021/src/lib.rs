//! A game of the edition before: whatever a macro of ours says must be said in its Rust too.

use purchasable::{catalog, purchasable, Catalog, Purchase, Shop};

/// A struct with a field.
#[purchasable(beans = 500, tier = "1731381720000500")]
#[derive(Debug)]
pub struct Sword {
    /// How sharp it is.
    pub sharpness: u8,
}

/// A catalog.
#[purchasable]
#[derive(Debug)]
pub enum Gems {
    /// Few.
    #[purchasable(beans = 100)]
    Handful,
    /// Many.
    #[purchasable(beans = 450 * 2)]
    Chest,
}

/// Everything.
pub static CATALOG: Catalog = catalog![Sword, Gems];

/// The purchase does not borrow the shop, which older editions can say only of a named type.
pub fn buy_twice(shop: &Shop) -> (Purchase<Sword>, Purchase<Gems>) {
    (Sword { sharpness: 3 }.purchase(shop), Gems::Chest.purchase(shop))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struct_and_a_catalog_are_declared() {
        assert_eq!(Sword::ITEM.beans().0, 500);
        assert_eq!(CATALOG.get("chest"), Some(Gems::Chest.item()));
        assert_eq!(CATALOG.items().count(), 3);
    }
}
