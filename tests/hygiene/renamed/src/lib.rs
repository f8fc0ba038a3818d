//! A crate that knows the runtime by another name and has no prelude: a bare `Option` or a path that is not absolute
//! does not compile here.
#![no_implicit_prelude]

use ::shop_rt::purchasable;

/// A re-export, as an engine would have one.
pub mod engine {
    pub use ::shop_rt as shop;

    /// Declares an item for somebody who depends on the engine alone.
    #[macro_export]
    macro_rules! declare {
        ($name:ident, $price:expr, $sku:literal) => {
            #[$crate::engine::shop::purchasable(crate = $crate::engine::shop, beans = $price, sku = $sku)]
            #[derive(Debug)]
            #[doc = "Declared by a macro."]
            pub struct $name;
        };
    }
}

const STARTER: ::shop_rt::Tier = ::shop_rt::Tier::new("1731381720000500", 500);

/// Named by the dependency.
#[purchasable(crate = ::shop_rt, beans = 5 * 100, tier = STARTER, quantity = 1 + 1, unit = "swords", once)]
#[derive(Debug)]
pub struct Sword {
    /// How sharp it is.
    pub sharpness: u8,
}

/// Named by the re-export.
#[purchasable(beans = 100, crate = crate::engine::shop)]
#[derive(Debug)]
pub struct Shield;

declare!(Potion, 7, "healing-potion");

/// A catalog, partly under conditions.
#[purchasable(prefix = "gems.", crate = ::shop_rt)]
#[derive(Debug, PartialEq)]
pub enum Gems {
    /// Few.
    #[purchasable(beans = 100, quantity = 10)]
    Handful,
    /// Not there.
    #[cfg(any())]
    #[purchasable(beans = 200)]
    Bag,
    /// Here.
    #[cfg(not(any()))]
    #[cfg(any(test, not(test)))]
    #[purchasable(beans = 300, tier = "T300")]
    Bag,
    /// Many.
    #[purchasable(beans = 900)]
    Chest,
}

/// Everything.
pub static CATALOG: ::shop_rt::Catalog = ::shop_rt::catalog![Sword, Shield, Potion, Gems];

#[cfg(test)]
mod tests {
    use ::core::prelude::v1::{Some, test};
    use ::core::{assert, assert_eq};

    use super::{CATALOG, Gems, Potion, Shield, Sword};

    #[test]
    fn a_struct_is_declared_through_any_path() {
        assert_eq!(Sword::ITEM.beans().0, 500);
        assert_eq!(Shield::ITEM.sku(), "shield");
        assert_eq!(Potion::ITEM.sku(), "healing-potion");
    }

    #[test]
    fn a_variant_that_is_not_compiled_leaves_no_gap() {
        assert_eq!(Gems::ALL.len(), 3);
        for (variant, item) in ::core::iter::zip(Gems::ALL, Gems::ITEMS) {
            assert_eq!(variant.item(), item);
            assert_eq!(Gems::from_sku(item.sku()), Some(variant));
        }
        assert_eq!(Gems::Bag.item().beans().0, 300);
        assert!(Gems::from_sku("chest").is_none());
    }

    #[test]
    fn the_catalog_lists_them_all() {
        let skus = ["sword", "shield", "healing-potion", "gems.handful", "gems.bag", "gems.chest"];
        assert!(::core::iter::Iterator::eq(::core::iter::Iterator::map(CATALOG.items(), ::shop_rt::Item::sku), skus));
    }
}
