//! Declarations among names that mean something else here. Nothing in the expansion may meet them.
#![allow(
    dead_code,
    unused_macros,
    non_camel_case_types,
    missing_docs,
    missing_debug_implementations,
    clippy::pedantic,
    reason = "the names are as bad as they can be, and nothing uses them"
)]

mod core {}
mod std {}
mod purchasable {}

pub struct Option;
pub struct Item;
pub struct Shop;
pub struct Order;
pub struct Purchase;
pub struct Tier;
pub struct u32;
pub struct str;
pub struct usize;
pub struct bool;

pub trait Purchasable {
    const ITEMS: u8 = 0;
    fn item(&self) {}
    fn restore(&self) {}
    fn purchase(&self) {}
    fn sku(&self) {}
}

impl<T> Purchasable for T {}

pub const ITEM: ::core::primitive::u32 = 70;
pub const ITEMS: ::core::primitive::u32 = 80;
pub const ALL: ::core::primitive::u32 = 90;
pub static TIER: u8 = 0;

macro_rules! cfg {
    ($($anything:tt)*) => {
        compile_error!("the wrong macro")
    };
}

fn declare() {}
fn shop() {}
fn order() {}
fn sku() {}

#[::purchasable::purchasable(beans = ITEM, quantity = ITEMS)]
pub struct Some;

#[::purchasable::purchasable(beans = ITEM + ALL)]
pub struct None(u8);

#[::purchasable::purchasable(beans = 5)]
pub struct r#struct;

#[::purchasable::purchasable(beans = 5, sku = "epee-longue")]
pub struct ÉpéeLongue;

#[::purchasable::purchasable(beans = 6, sku = "jian", name = "剑")]
pub struct 剑;

#[::purchasable::purchasable]
pub enum Gems {
    #[purchasable(beans = ITEM)]
    Handful,
    #[purchasable(beans = ALL)]
    r#enum,
    #[cfg(any(test, not(test)))]
    #[purchasable(beans = ITEMS)]
    Some,
    #[purchasable(beans = 1, sku = "etoile")]
    Étoile,
}

pub fn declared_inside_a_function() -> [&'static ::purchasable::Item; 2] {
    const ITEM: ::core::primitive::u32 = 5;
    struct Self_;

    #[::purchasable::purchasable(beans = ITEM)]
    struct Bow;

    #[::purchasable::purchasable(prefix = "arrows.")]
    enum Arrows {
        #[purchasable(beans = ITEM + 1)]
        Ten,
    }

    [Bow::ITEM, Arrows::Ten.item()]
}

macro_rules! declare_all {
    ($($name:ident = $price:expr, $sku:literal, $tier:path, $label:expr;)+) => {$(
        #[::purchasable::purchasable(beans = $price, sku = $sku, tier = $tier, name = $label)]
        pub struct $name;
    )+};
}

mod tiers {
    pub(super) const STARTER: ::purchasable::Tier = ::purchasable::Tier::new("T500", 500);
}

declare_all! {
    Cheap = 1 + 1, "cheap", tiers::STARTER, "Cheap thing";
    Dear = 500, "dear", tiers::STARTER, "Dear thing";
    Chosen = if ITEM > 1 { 3 } else { 4 }, "chosen", tiers::STARTER, "Chosen thing";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_names_are_found_in_values() {
        assert_eq!(Some::ITEM.beans().0, 70);
        assert_eq!(Some::ITEM.quantity(), 80);
        assert_eq!(None::ITEM.beans().0, 160);
        assert_eq!(Gems::r#enum.item().beans().0, 90);
    }

    #[test]
    fn raw_identifiers_lose_their_prefix() {
        assert_eq!((r#struct::ITEM.sku(), r#struct::ITEM.name()), ("struct", "Struct"));
        assert_eq!((Gems::r#enum.item().sku(), Gems::r#enum.item().name()), ("enum", "Enum"));
    }

    #[test]
    fn names_in_other_languages_need_a_sku_only() {
        assert_eq!(ÉpéeLongue::ITEM.name(), "Épée longue");
        assert_eq!(Gems::Étoile.item().name(), "Étoile");
        assert_eq!(剑::ITEM.name(), "剑");
    }

    #[test]
    fn items_inside_a_function_are_items() {
        assert_eq!(
            declared_inside_a_function().map(|item| (item.sku(), item.beans().0)),
            [("bow", 5), ("arrows.ten", 6)]
        );
    }

    #[test]
    fn values_may_come_through_macros() {
        assert_eq!((Cheap::ITEM.beans().0, Cheap::ITEM.name()), (2, "Cheap thing"));
        assert_eq!((Dear::ITEM.sku(), Dear::ITEM.tier()), ("dear", ::core::option::Option::Some(tiers::STARTER.id())));
        assert_eq!(Chosen::ITEM.beans().0, 3);
    }
}
