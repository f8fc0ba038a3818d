//! What the code of the attribute calls, so that it can be short.

use core::slice;

use crate::catalog::refuse_repeated_skus;
use crate::{Beans, Item, Purchasable};

/// What a type declares: its items, the item of a value, and the value that is sold under the sku of one of the items.
pub type Parts<T> = (&'static [Item], fn(&T) -> &'static Item, fn(&str) -> Option<T>);

pub(crate) const fn parts_of_struct<T: Purchasable>() -> Parts<T> {
    (slice::from_ref(T::ITEM), |_| T::ITEM, |_| T::UNIT)
}

/// Whether one of the items is sold under this sku.
pub(crate) fn has(items: &[Item], sku: &str) -> bool {
    position(items, sku).is_some()
}

/// The variant at the place of the item with this sku.
#[must_use]
pub fn pick<T, const N: usize>(variants: [T; N], items: &[Item], sku: &str) -> Option<T> {
    let at = position(items, sku)?;
    variants.into_iter().nth(at)
}

/// Not generic, so that the search is in the program once and not once for each type.
fn position(items: &[Item], sku: &str) -> Option<usize> {
    items.iter().position(|item| item.sku() == sku)
}

/// The items of an enum whose variants stand under conditions, so that the attribute could not compare their skus.
#[must_use]
#[track_caller]
pub const fn unique<const N: usize>(items: [Item; N]) -> [Item; N] {
    let mut each: [&Item; N] = [&INERT; N];
    let mut at = 0;
    while at < N {
        each[at] = &items[at];
        at += 1;
    }
    refuse_repeated_skus(&each);
    items
}

/// A value from the attribute. A field, because the compiler says less of a wrong type there than of a wrong argument.
#[derive(Debug)]
pub struct Given<T> {
    /// As it was written.
    pub value: T,
}

/// Stands in for the item of a declaration that was refused, so that one mistake gives one message.
pub static INERT: Item = Item::declare("inert", "Inert", Beans::MAX.0);
