//! The `#[purchasable]` attribute. Use it through the `purchasable` crate, which re-exports it.
#![forbid(unsafe_code)]

mod args;
mod attribute;
mod check;
mod expand;
mod keys;
mod model;
mod sink;
mod strip;
mod subject;
mod suggest;
mod values;
mod wording;
mod words;

/// Makes a struct an item, and an enum of unit variants a catalog.
///
/// ```
/// use purchasable::{Tier, purchasable};
///
/// #[purchasable(beans = 500, tier = "1731381720000500")]
/// struct SteelSword {
///     sharpness: u8,
/// }
///
/// assert_eq!(SteelSword::ITEM.sku(), "steel_sword");
/// assert_eq!(SteelSword::ITEM.name(), "Steel sword");
///
/// const BASE: u32 = 100;
/// const STARTER: Tier = Tier::new("1731381720000100", 100);
///
/// #[purchasable(prefix = "gems.")]
/// enum Gems {
///     #[purchasable(beans = BASE, tier = STARTER, quantity = 10, unit = "gems")]
///     Handful,
///     #[purchasable(beans = BASE * 9, quantity = 120, unit = "gems")]
///     Chest,
///     #[purchasable(beans = 50, name = "Gem finder", once)]
///     Finder,
/// }
///
/// assert_eq!(Gems::ALL.len(), 3);
/// assert_eq!(Gems::Chest.item().beans().0, 900);
/// assert!(matches!(Gems::from_sku("gems.handful"), Some(Gems::Handful)));
/// ```
///
/// # Keys
///
/// | key | where | value | rule |
/// |---|---|---|---|
/// | `beans` | struct, variant | integer, or const expression of type `u32` | required; 1 to `2_147_483_647`; the price of the whole pack |
/// | `sku` | struct, variant | string | default: the name of the type or variant in snake case; 1 to 64 of `a-z 0-9 . _ -` with the prefix; unique in a catalog |
/// | `prefix` | enum | string | put before every sku of the catalog |
/// | `name` | struct, variant | string | default: the name of the type or variant in words; 1 to 100 characters; the player reads it in TikTok's order list |
/// | `tier` | struct, variant | string, or path to a `const` of type `Tier` | the top-up to offer where the host has a recharge call; a `Tier` smaller than the price is an error |
/// | `quantity` | struct, variant | integer, or const expression of type `u32` | default: 1; at least 1; how many units the pack holds |
/// | `unit` | struct, variant | string | what the units are called |
/// | `image` | struct, variant | string | a picture of the item; https only |
/// | `once` | struct, variant | none | owned for ever, and bought only once |
/// | `crate` | struct, enum | path from `::` or `crate` | where the runtime is, when it is renamed or re-exported |
///
/// Without a `tier` the wallet is not looked at before paying, and no top-up is offered: where `pay` does not top up by
/// itself, a short wallet is declined.
///
/// # What it makes
///
/// An implementation of `Purchasable`, and inherent items with the visibility of the type:
///
/// | | struct | enum |
/// |---|---|---|
/// | `ITEM` | the item | |
/// | `ITEMS`, `ALL` | | the items and the variants, in the order of the declaration |
/// | `item(&self)` | | the item of a variant |
/// | `from_sku(sku)` | | the variant that is sold under a sku |
/// | `purchase(self, &shop)` | buys it | buys it |
///
/// `ALL` is an array of values, so that a shop can list and sell any catalog: `for gems in Gems::ALL { … }`.
///
/// # Errors
///
/// Every mistake in a declaration is a compile error at the word that is wrong, all mistakes of an item at once:
///
/// ```compile_fail
/// # use purchasable::purchasable;
/// #[purchasable(beans = 0, nam = "Steel sword")]
/// struct SteelSword;
/// ```
///
/// What only the compiler can work out, such as a price that is an expression, is checked by the compiler at the
/// definition, also where nothing uses the item:
///
/// ```compile_fail
/// # use purchasable::{Tier, purchasable};
/// const STARTER: Tier = Tier::new("1731381720000499", 499);
///
/// #[purchasable(beans = 500, tier = STARTER)]
/// struct SteelSword;
/// ```
#[proc_macro_attribute]
pub fn purchasable(keys: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    attribute::purchasable(keys.into(), item.into()).into()
}
