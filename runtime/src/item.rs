//! The descriptor of one sellable thing, and the trait that ties it to a Rust type.

use core::fmt;

use crate::Order;
use crate::expansion::{Parts, has, parts_of_struct};

/// An amount of Beans, TikTok's wallet currency. Always whole: Beans have no fractions.
///
/// ```
/// # use purchasable::Beans;
/// assert_eq!(Beans(500).to_string(), "500 Beans");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Beans(pub u32);

impl Beans {
    /// The largest price: the host takes amounts as a signed 32-bit integer
    /// (`int32` in TikTok's Mini Games payment page, `/docs/zh-Hans/mini-games-sdk-payment`).
    pub const MAX: Self = Self(i32::MAX as u32);
}

impl fmt::Display for Beans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Beans", self.0)
    }
}

/// The id of a top-up package, as the host's `recharge` call takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TierId(pub &'static str);

impl fmt::Display for TierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A top-up package whose size is known, for use as `tier = STARTER` in the attribute.
///
/// A tier that cannot cover the price of the item is a compile error.
///
/// ```
/// use purchasable::{Tier, purchasable};
///
/// const STARTER: Tier = Tier::new("1731381720000500", 500);
///
/// #[purchasable(beans = 450, tier = STARTER)]
/// struct SteelSword;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tier {
    id: TierId,
    beans: Beans,
}

impl Tier {
    /// A package `id` that puts `beans` into the wallet.
    #[must_use]
    pub const fn new(id: &'static str, beans: u32) -> Self {
        Self { id: TierId(id), beans: Beans(beans) }
    }

    /// The id the host knows the package by.
    #[must_use]
    pub const fn id(&self) -> TierId {
        self.id
    }

    /// The Beans that the package puts into the wallet.
    #[must_use]
    pub const fn beans(&self) -> Beans {
        self.beans
    }
}

/// One sellable thing, as declared by `#[purchasable(...)]`. There is one in the program for each declaration.
///
/// ```
/// # use purchasable::purchasable;
/// #[purchasable(beans = 500)]
/// struct SteelSword;
///
/// assert_eq!(SteelSword::ITEM.sku(), "steel_sword");
/// assert_eq!(SteelSword::ITEM.name(), "Steel sword");
/// assert_eq!(SteelSword::ITEM.beans().0, 500);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    sku: &'static str,
    name: &'static str,
    // Few items have one, and a place for it would be in each.
    unit: Option<&'static &'static str>,
    image: Option<&'static &'static str>,
    tier: &'static str,
    beans: Beans,
    quantity: u32,
    once: bool,
}

impl Item {
    /// The name by which client and backend know the item: unique in a catalog, 1 to 64 of `a-z 0-9 . _ -`.
    #[must_use]
    pub const fn sku(&self) -> &'static str {
        self.sku
    }

    /// The name a player reads; TikTok shows it in the player's order list (`/doc/in-app-purchases`).
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The price of the whole pack.
    #[must_use]
    pub const fn beans(&self) -> Beans {
        self.beans
    }

    /// How many units the pack holds; 1 unless declared.
    #[must_use]
    pub const fn quantity(&self) -> u32 {
        self.quantity
    }

    /// What the units are called, if declared.
    #[must_use]
    pub const fn unit(&self) -> Option<&'static str> {
        self.unit.copied()
    }

    /// The address of a picture of the item, if declared.
    #[must_use]
    pub const fn image(&self) -> Option<&'static str> {
        self.image.copied()
    }

    /// The top-up to offer where the host has a `recharge` call, if declared. Without one the wallet is not looked at
    /// before paying: where `pay` does not top up by itself, a short wallet is then declined.
    #[must_use]
    pub const fn tier(&self) -> Option<TierId> {
        match non_empty(self.tier) {
            Some(id) => Some(TierId(id)),
            None => None,
        }
    }

    /// Whether the item is owned for ever and can be bought only once.
    #[must_use]
    pub const fn once(&self) -> bool {
        self.once
    }

    /// A fingerprint of sku, price and quantity, by which a backend notices that it was built from other prices.
    ///
    /// Stable across versions of this crate. It is no secret and proves nothing.
    #[must_use]
    pub const fn digest(&self) -> u64 {
        let hash = fingerprint(self.sku);
        // A byte that no sku contains, so that a sku ending in digits cannot run into the price.
        let hash = hash_bytes(hash, &[0]);
        let hash = hash_bytes(hash, &self.beans.0.to_le_bytes());
        hash_bytes(hash, &self.quantity.to_le_bytes())
    }

    pub(crate) const fn sku_hash(&self) -> u64 {
        fingerprint(self.sku)
    }
}

/// What the attribute's expansion is made of. Each step is `const` and refuses what the attribute could not see.
#[doc(hidden)]
impl Item {
    #[must_use]
    #[track_caller]
    pub const fn declare(sku: &'static str, name: &'static str, beans: u32) -> Self {
        crate::check::price_is_possible(beans);
        Self { sku, name, unit: None, image: None, tier: "", beans: Beans(beans), quantity: 1, once: false }
    }

    #[must_use]
    #[track_caller]
    pub const fn with_quantity(mut self, quantity: u32) -> Self {
        assert!(quantity > 0, "`quantity` must be at least 1, found `0`; it is the number of units in the pack");
        self.quantity = quantity;
        self
    }

    #[must_use]
    pub const fn with_unit(mut self, unit: &'static &'static str) -> Self {
        self.unit = Some(unit);
        self
    }

    #[must_use]
    pub const fn with_image(mut self, image: &'static &'static str) -> Self {
        self.image = Some(image);
        self
    }

    #[must_use]
    pub const fn with_tier_id(mut self, tier: &'static str) -> Self {
        self.tier = tier;
        self
    }

    #[must_use]
    #[track_caller]
    pub const fn with_tier(mut self, tier: Tier) -> Self {
        crate::check::tier_covers_price(tier.beans, self.beans);
        self.tier = tier.id.0;
        self
    }

    #[must_use]
    pub const fn with_once(mut self) -> Self {
        self.once = true;
        self
    }
}

/// A type that can be bought. Implemented by the attribute [`#[purchasable]`](macro@crate::purchasable), which is no derive,
/// and never by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not purchasable",
    label = "this type declares no price",
    note = "add `#[purchasable(beans = ...)]` to the definition of `{Self}`"
)]
pub trait Purchasable: Sized + 'static {
    // The attribute gives a struct `ITEM`, one without fields `UNIT` as well, and an enum `PARTS`. A constant that is a
    // plain reference is the cheapest that an implementation can be for the compiler.
    #[doc(hidden)]
    const ITEM: &'static Item = panic!("`Purchasable` is implemented by the attribute `#[purchasable]` alone");
    #[doc(hidden)]
    const UNIT: Option<Self> = None;
    #[doc(hidden)]
    const PARTS: Parts<Self> = parts_of_struct();

    /// Every item that the type declares: one for a struct, one for each variant of a catalog.
    const ITEMS: &'static [Item] = Self::PARTS.0;

    /// The item that this value is: the only one, except in a catalog.
    fn item(&self) -> &'static Item {
        (Self::PARTS.1)(self)
    }

    /// The value that an order was made for, found again after a reload.
    ///
    /// A catalog and a struct without fields come back whole. A struct with fields answers `None`: its fields were in
    /// memory only, unless the game sent them along as the order's [payload](Order::payload).
    #[must_use]
    fn restore(order: &Order) -> Option<Self> {
        if has(Self::ITEMS, order.sku()) { (Self::PARTS.2)(order.sku()) } else { None }
    }
}

/// A fingerprint of a text, the same on every machine.
pub(crate) const fn fingerprint(text: &str) -> u64 {
    hash_bytes(HASH_SEED, text.as_bytes())
}

const fn non_empty(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

pub(crate) const HASH_SEED: u64 = 0xcbf2_9ce4_8422_2325;
pub(crate) const HASH_PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a: short, `const`, and the same on every machine.
const fn hash_bytes(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(HASH_PRIME);
        at += 1;
    }
    hash
}
