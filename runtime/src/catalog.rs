//! A checked list of items from several types.

use crate::Item;
use crate::check::Sentence;
use crate::expansion::INERT;

/// Everything a game sells, with the proof that no two items share a sku. Built by [`catalog!`](crate::catalog!).
///
/// ```
/// use purchasable::{Catalog, catalog, purchasable};
///
/// #[purchasable(beans = 500)]
/// struct SteelSword;
///
/// #[purchasable]
/// enum Gems {
///     #[purchasable(beans = 100)]
///     Handful,
///     #[purchasable(beans = 900)]
///     Chest,
/// }
///
/// static SHOP: Catalog = catalog![SteelSword, Gems];
///
/// assert_eq!(SHOP.items().count(), 3);
/// assert_eq!(SHOP.get("chest").unwrap().beans().0, 900);
/// assert!(SHOP.get("steel_shield").is_none());
/// ```
///
/// Two items with one sku do not compile:
///
/// ```compile_fail
/// # use purchasable::{Catalog, catalog, purchasable};
/// #[purchasable(beans = 500, sku = "sword")]
/// struct SteelSword;
/// #[purchasable(beans = 300, sku = "sword")]
/// struct IronSword;
///
/// static SHOP: Catalog = catalog![SteelSword, IronSword];
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Catalog {
    items: &'static [&'static Item],
}

impl Catalog {
    /// Checks a list of items and keeps it in the order given.
    ///
    /// # Panics
    ///
    /// When two items have one sku; in a `static` or `const`, where catalogs belong, that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn new<const N: usize>(items: &'static [&'static Item; N]) -> Self {
        refuse_repeated_skus(items);
        Self { items }
    }

    /// The items, in the order in which their types were listed.
    #[must_use = "listing the items changes nothing"]
    pub fn items(&self) -> impl ExactSizeIterator<Item = &'static Item> + use<> {
        self.items.iter().copied()
    }

    /// The item with this sku.
    #[must_use]
    pub fn get(&self, sku: &str) -> Option<&'static Item> {
        self.items().find(|item| item.sku() == sku)
    }
}

/// A [`Catalog`] of all items of the types listed, structs and enums alike, proved free of repeated skus at compile time:
/// `static SHOP: Catalog = catalog![SteelSword, Gems];`. [`Catalog`] has a whole example.
#[macro_export]
macro_rules! catalog {
    ($($purchasable:ty),+ $(,)?) => {{
        const LISTS: &[&[$crate::Item]] = &[$(<$purchasable as $crate::Purchasable>::ITEMS),+];
        const ITEMS: [&$crate::Item; $crate::__private::count(LISTS)] = $crate::__private::flatten(LISTS);
        $crate::Catalog::new(&ITEMS)
    }};
}

/// How many items the lists hold together.
#[must_use]
pub const fn count(lists: &[&[Item]]) -> usize {
    let mut count = 0;
    let mut list = 0;
    while list < lists.len() {
        count += lists[list].len();
        list += 1;
    }
    count
}

/// One list of the items of all lists. `N` is their [`count`].
#[must_use]
pub const fn flatten<const N: usize>(lists: &[&'static [Item]]) -> [&'static Item; N] {
    let mut items = [&INERT; N];
    let mut filled = 0;
    let mut list = 0;
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            items[filled] = &lists[list][at];
            filled += 1;
            at += 1;
        }
        list += 1;
    }
    items
}

/// Sorts hashes and compares text only where two are equal: comparing every pair would take the compiler seconds for a
/// thousand items and set off its lint against long evaluations.
#[track_caller]
pub(crate) const fn refuse_repeated_skus<const N: usize>(items: &[&Item; N]) {
    let mut order = [(0, 0); N];
    let mut at = 0;
    while at < N {
        order[at] = (items[at].sku_hash(), at);
        at += 1;
    }
    heap_sort(&mut order);

    let mut first = 0;
    while first < N {
        let mut second = first + 1;
        while second < N && order[second].0 == order[first].0 {
            // Equal hashes come out of the sort in any order; the sentence names the items as they are listed.
            let (one, other) = (order[first].1, order[second].1);
            let (earlier, later) = if one < other { (one, other) } else { (other, one) };
            refuse_same_sku(items[earlier], items[later]);
            second += 1;
        }
        first += 1;
    }
}

#[track_caller]
const fn refuse_same_sku(first: &Item, second: &Item) {
    if same_text(first.sku(), second.sku()) {
        let mut sentence = Sentence::new();
        sentence.push("sku `");
        sentence.push(first.sku());
        sentence.push("` is used by two items of this catalog, \"");
        sentence.push(first.name());
        sentence.push("\" and \"");
        sentence.push(second.name());
        sentence.push("\"; give one of them another `sku`");
        panic!("{}", sentence.as_str());
    }
}

const fn same_text(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut at = 0;
    while at < left.len() && at < right.len() && left[at] == right[at] {
        at += 1;
    }
    at == left.len() && at == right.len()
}

/// In place, without recursion, and never quadratic: the three things constant evaluation asks of a sort.
const fn heap_sort<const N: usize>(order: &mut [(u64, usize); N]) {
    let mut root = N / 2;
    while root > 0 {
        root -= 1;
        sift_down(order, root, N);
    }
    let mut end = N;
    while end > 1 {
        end -= 1;
        swap(order, 0, end);
        sift_down(order, 0, end);
    }
}

const fn sift_down<const N: usize>(order: &mut [(u64, usize); N], mut root: usize, end: usize) {
    loop {
        let mut child = 2 * root + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && order[child].0 < order[child + 1].0 {
            child += 1;
        }
        if order[root].0 >= order[child].0 {
            return;
        }
        swap(order, root, child);
        root = child;
    }
}

const fn swap<const N: usize>(order: &mut [(u64, usize); N], left: usize, right: usize) {
    let kept = order[left];
    order[left] = order[right];
    order[right] = kept;
}
