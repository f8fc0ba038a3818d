//! What the game sells, and what each thing gives.

use core::fmt;

use purchasable::{Catalog, Order, Purchasable, Tier, catalog, purchasable};

const SMALL: Tier = Tier::new("1731381720000100", 100);
const MIDDLE: Tier = Tier::new("1731381720000300", 300);
const LARGE: Tier = Tier::new("1731381720000500", 500);

/// A bomb clears the sky.
#[purchasable(prefix = "bombs.")]
pub enum Bombs {
    #[purchasable(beans = 90, quantity = 3, unit = "bombs", tier = SMALL, name = "3 bombs")]
    Few,
    #[purchasable(beans = 240, quantity = 10, unit = "bombs", tier = MIDDLE, name = "10 bombs")]
    Many,
}

/// Takes `strength` hits in every flight. Each one bought is stronger than the last.
#[purchasable(beans = 300, tier = MIDDLE)]
pub struct Shield {
    pub strength: u8,
}

/// Bought once, owned for ever.
#[purchasable(beans = 500, tier = LARGE, once)]
pub struct GoldenHull;

/// Goes on where the flight ended.
#[purchasable(beans = 60, tier = SMALL)]
pub struct ExtraLife;

/// Everything, with the proof that no sku is used twice.
pub static EVERYTHING: Catalog = catalog![Bombs, Shield, GoldenHull, ExtraLife];

/// Skus, for use in a `match`.
pub const SHIELD: &str = Shield::ITEM.sku();
pub const GOLDEN_HULL: &str = GoldenHull::ITEM.sku();
pub const EXTRA_LIFE: &str = ExtraLife::ITEM.sku();

/// What a player has more of than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gift {
    Bombs(u32),
    Shield(u8),
    GoldenHull,
    Life,
}

/// Something on sale here.
pub trait Goods: Purchasable {
    fn gift(&self) -> Gift;

    /// The fields, for the order to carry through a reload.
    fn payload(&self) -> Vec<u8> {
        Vec::new()
    }

    /// The goods that an order was made for, if it was made for these.
    fn from_order(order: &Order) -> Option<Self> {
        Self::restore(order)
    }
}

impl Goods for Bombs {
    fn gift(&self) -> Gift {
        Gift::Bombs(self.item().quantity())
    }
}

impl Goods for Shield {
    fn gift(&self) -> Gift {
        Gift::Shield(self.strength)
    }

    fn payload(&self) -> Vec<u8> {
        vec![self.strength]
    }

    fn from_order(order: &Order) -> Option<Self> {
        let strength = order.payload().first().copied().unwrap_or(1);
        (order.sku() == Self::ITEM.sku()).then_some(Self { strength })
    }
}

impl Goods for GoldenHull {
    fn gift(&self) -> Gift {
        Gift::GoldenHull
    }
}

impl Goods for ExtraLife {
    fn gift(&self) -> Gift {
        Gift::Life
    }
}

/// What an order gives that was found again; nothing where this build does not know what it was for.
pub fn gift_of(order: &Order) -> Option<Gift> {
    fn of<G: Goods>(order: &Order) -> Option<Gift> {
        G::from_order(order).map(|goods| goods.gift())
    }
    of::<Bombs>(order)
        .or_else(|| of::<Shield>(order))
        .or_else(|| of::<GoldenHull>(order))
        .or_else(|| of::<ExtraLife>(order))
}

impl fmt::Display for Gift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bombs(1) => f.write_str("1 bomb"),
            Self::Bombs(count) => write!(f, "{count} bombs"),
            Self::Shield(strength) => write!(f, "shield level {strength}"),
            Self::GoldenHull => f.write_str("the golden hull"),
            Self::Life => f.write_str("an extra life"),
        }
    }
}

#[cfg(test)]
mod tests {
    use purchasable::OrderStatus;

    use super::*;

    fn order(sku: &str, payload: &[u8]) -> Order {
        Order::new("TOID1", "a key", sku, OrderStatus::Paid).with_payload(payload)
    }

    #[test]
    fn every_item_can_be_given_again_from_its_order() {
        for item in EVERYTHING.items() {
            assert!(gift_of(&order(item.sku(), &[2])).is_some(), "{} cannot be given again", item.sku());
        }
    }

    #[test]
    fn the_strength_of_a_shield_comes_back_with_its_order() {
        assert_eq!(gift_of(&order("shield", &Shield { strength: 3 }.payload())), Some(Gift::Shield(3)));
        assert_eq!(gift_of(&order("shield", &[])), Some(Gift::Shield(1)));
    }

    #[test]
    fn an_item_of_another_build_is_nothing_that_this_one_can_give() {
        assert_eq!(gift_of(&order("laser", &[])), None);
    }
}
