//! Declarations as they should be, with every key and every kind of type.

use purchasable::{Beans, Catalog, Item, Purchasable, Tier, catalog, purchasable};

const BASE: u32 = 250;
const STARTER: Tier = Tier::new("1731381720000500", 500);

#[purchasable(beans = 1)]
struct Unit;

#[purchasable(beans = 2_147_483_647)]
struct Empty {}

#[purchasable(beans = 0x1F4u32)]
struct Tuple(u8, u8);

#[purchasable(
    beans = BASE * 2,
    sku = "sword.steel-1_a",
    name = "Stahlschwert für Anfänger",
    tier = STARTER,
    quantity = BASE,
    unit = "swords",
    image = "https://example.com/sword.png",
    once,
    crate = ::purchasable,
)]
struct Named {
    sharpness: u8,
}

/// With discriminants, conditions, attributes of others, and a shared sku of which only one is there.
#[derive(Clone, Copy, Debug, PartialEq)]
#[purchasable(prefix = "gems.")]
#[derive(Eq)]
#[repr(u8)]
enum Gems {
    #[purchasable(beans = 100)]
    Handful = 7,
    /// Documented.
    #[purchasable(beans = 900, name = "A whole chest")]
    Chest = b'x',
    #[cfg(windows)]
    #[purchasable(beans = 1, sku = "bag")]
    Bag,
    #[cfg(not(windows))]
    #[purchasable(beans = 2, sku = "bag")]
    Bag,
}

static EVERYTHING: Catalog = catalog![Unit, Empty, Tuple, Named, Gems];

#[test]
fn what_is_left_out_has_a_default() {
    assert_eq!((Unit::ITEM.sku(), Unit::ITEM.name()), ("unit", "Unit"));
    assert_eq!((Unit::ITEM.quantity(), Unit::ITEM.once()), (1, false));
    assert_eq!((Unit::ITEM.tier(), Unit::ITEM.unit(), Unit::ITEM.image()), (None, None, None));
}

#[test]
fn every_key_reaches_the_item() {
    let item = Named::ITEM;
    assert_eq!((item.sku(), item.name()), ("sword.steel-1_a", "Stahlschwert für Anfänger"));
    assert_eq!((item.beans(), item.quantity(), item.unit()), (Beans(500), 250, Some("swords")));
    assert_eq!((item.tier(), item.once()), (Some(STARTER.id()), true));
    assert_eq!(item.image(), Some("https://example.com/sword.png"));
}

#[test]
fn a_price_may_be_written_as_any_integer() {
    assert_eq!((Empty::ITEM.beans(), Tuple::ITEM.beans()), (Beans::MAX, Beans(500)));
}

#[test]
fn the_type_stays_as_it_was_written() {
    let (Tuple(first, second), Named { sharpness }) = (Tuple(1, 2), Named { sharpness: 3 });
    assert_eq!((first, second, sharpness), (1, 2, 3));
}

#[test]
fn a_value_knows_its_item() {
    assert_eq!(Unit.item(), Unit::ITEM);
    assert_eq!(Empty {}.item(), Empty::ITEM);
    assert_eq!(Tuple(1, 2).item(), Tuple::ITEM);
    assert_eq!(Named { sharpness: 3 }.item(), Named::ITEM);
    assert_eq!(Gems::Chest.item().name(), "A whole chest");
}

#[test]
fn a_sku_leads_back_to_its_variant() {
    assert_eq!(Gems::ALL, [Gems::Handful, Gems::Chest, Gems::Bag]);
    for gems in Gems::ALL {
        assert_eq!(Gems::from_sku(gems.item().sku()), Some(gems));
    }
    assert_eq!(Gems::from_sku("bag"), None);
}

#[test]
fn the_items_stand_in_the_order_of_the_declaration() {
    let skus: Vec<&str> = EVERYTHING.items().map(Item::sku).collect();
    assert_eq!(skus, ["unit", "empty", "tuple", "sword.steel-1_a", "gems.handful", "gems.chest", "gems.bag"]);
    assert_eq!(<Gems as Purchasable>::ITEMS, Gems::ITEMS);
}
