//! A crate as strict as they come. That it compiles is the test; `cargo clippy` runs the rest of the lints below.
#![deny(
    warnings,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    unused_results,
    single_use_lifetimes,
    let_underscore_drop,
    missing_debug_implementations,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unused_import_braces,
    unused_lifetimes,
    redundant_lifetimes,
    variant_size_differences,
    ambiguous_negative_literals,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo
)]
#![forbid(unsafe_code)]
#![allow(clippy::redundant_pub_crate, reason = "it asks for the opposite of unreachable_pub")]

use purchasable::{Tier, purchasable};

/// A price.
pub const BASE: u32 = 250;

/// A top-up.
pub const STARTER: Tier = Tier::new("1731381720000500", 500);

/// Public, with fields and every key.
#[purchasable(
    beans = BASE * 2,
    sku = "steel.sword-1",
    name = "Steel sword",
    tier = STARTER,
    quantity = 2,
    unit = "swords",
    image = "https://example.com/sword.png",
    once
)]
#[derive(Debug)]
pub struct SteelSword {
    /// How sharp it is.
    pub sharpness: u8,
}

/// A tuple struct whose price is in parentheses.
#[purchasable(beans = (500))]
#[derive(Debug)]
pub struct Shield(pub u8);

/// A catalog.
#[purchasable(prefix = "gems.")]
#[derive(Clone, Copy, Debug)]
pub enum Gems {
    /// Few.
    #[purchasable(beans = 100, quantity = BASE)]
    Handful,
    /// Many.
    #[purchasable(beans = 900)]
    Chest,
    /// None yet.
    #[cfg(any())]
    #[purchasable(beans = 9_000)]
    Mountain,
    /// Depends.
    #[cfg(not(windows))]
    #[purchasable(beans = 10)]
    Pebble,
    /// Depends.
    #[cfg(windows)]
    #[purchasable(beans = 11)]
    Pebble,
}

/// A struct without fields, in braces.
#[purchasable(beans = 1)]
#[derive(Debug)]
pub struct Potion {}

/// Visible in this crate only, and used only as a type.
mod inside {
    use purchasable::purchasable;

    #[purchasable(beans = 5)]
    #[derive(Debug)]
    pub(super) struct Ring;

    #[purchasable]
    #[derive(Debug)]
    pub(crate) enum Rings {
        #[purchasable(beans = 6)]
        Silver,
    }

    #[purchasable(beans = 7)]
    #[derive(Debug)]
    struct Amulet;

    #[purchasable]
    enum Amulets {
        #[purchasable(beans = 8)]
        Jade,
    }

    pub(crate) fn catalog() -> purchasable::Catalog {
        static CATALOG: purchasable::Catalog = purchasable::catalog![Ring, Rings, Amulet, Amulets];
        CATALOG
    }
}

/// Items of a module that is not reachable.
#[must_use]
pub fn catalog() -> purchasable::Catalog {
    inside::catalog()
}

/// Items inside a function.
#[must_use]
pub const fn bow() -> u32 {
    const PRICE: u32 = 70;

    #[purchasable(beans = PRICE * 2, once)]
    struct Bow;

    #[purchasable]
    enum Arrows {
        #[purchasable(beans = PRICE)]
        Ten,
    }

    Bow::ITEM.beans().0 + Arrows::Ten.item().beans().0
}

/// No longer sold.
#[deprecated = "sold out"]
#[purchasable(beans = 3)]
#[derive(Debug)]
pub struct OldSword;

/// Partly no longer sold.
#[purchasable]
#[derive(Debug)]
pub enum Swords {
    /// Not sold.
    #[deprecated(note = "sold out")]
    #[purchasable(beans = 4)]
    Old,
    /// Sold.
    #[purchasable(beans = 5)]
    New,
}

macro_rules! declare {
    ($item:ident, $catalog:ident, $price:expr, $sku:literal) => {
        /// Declared by a macro of this crate, whose code the lints judge as if it were written out.
        #[purchasable(beans = $price, quantity = $price, tier = STARTER, sku = $sku, once)]
        #[derive(Debug)]
        pub struct $item;

        #[purchasable(prefix = $sku)]
        #[derive(Debug)]
        enum $catalog {
            #[purchasable(beans = $price)]
            One,
            #[cfg(any(test, not(test)))]
            #[purchasable(beans = 5)]
            Other,
            #[cfg(any())]
            #[purchasable(beans = 5)]
            Third,
        }
    };
}

declare!(Boots, Shoes, BASE + 1, "boots");

/// The use of one catalog, and of one variant of it.
#[must_use]
pub const fn shoes() -> [&'static str; 2] {
    [Shoes::One.item().name(), Shoes::Other.item().name()]
}
