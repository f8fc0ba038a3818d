//! What the page says, as plain data: made anew in every frame, shown where it has changed.

use purchasable::Item;

use crate::items::{EVERYTHING, EXTRA_LIFE, ExtraLife, GOLDEN_HULL, SHIELD};
use crate::save::{STARS_PER_BOMB, Save};
use crate::shopping::{STRONGEST_SHIELD, Status};

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of the page of its own")]
pub struct View {
    pub screen: Screen,
    pub shop_open: bool,
    pub has_host: bool,
    /// Another purchase has to wait.
    pub busy: bool,
    pub score: u32,
    pub multiplier: u32,
    pub best: u32,
    /// The flight that has just ended was the best so far.
    pub record: bool,
    pub bombs: u32,
    /// How much of the next bomb is found, in percent.
    pub bomb_found: u32,
    /// Hits that the shield takes: still, in a flight, and at most.
    pub shield: (u8, u8),
    pub lives: u32,
    pub wares: Vec<Ware>,
    pub life: Ware,
    /// What the purchase of the moment is for.
    pub wanted: &'static str,
    pub status: Status,
    pub toast: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    Title,
    Flying,
    Paused,
    Over,
}

/// One thing on the shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Ware {
    pub sku: &'static str,
    pub name: &'static str,
    pub note: String,
    /// On the button: the price, or why there is nothing to buy.
    pub label: String,
    pub for_sale: bool,
}

impl Screen {
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Flying => "flying",
            Self::Paused => "paused",
            Self::Over => "over",
        }
    }
}

/// What lies on the shelf, for a player who has this. Extra lives are offered where one ends.
pub fn shelf(save: &Save) -> Vec<Ware> {
    EVERYTHING.items().filter(|item| item.sku() != EXTRA_LIFE).map(|item| ware(item, save)).collect()
}

/// One more life, offered where one ends.
pub fn extra_life(save: &Save) -> Ware {
    ware(ExtraLife::ITEM, save)
}

/// How much of the next bomb is found, in percent.
pub fn bomb_found(save: &Save) -> u32 {
    save.stars % STARS_PER_BOMB * 100 / STARS_PER_BOMB
}

fn ware(item: &'static Item, save: &Save) -> Ware {
    let (note, sold_out) = match item.sku() {
        SHIELD => shield(save.shield),
        GOLDEN_HULL if save.golden_hull => ("Your ship shines like no other.".to_owned(), Some("Yours")),
        GOLDEN_HULL => ("A ship of pure gold. Bought once, yours for ever.".to_owned(), None),
        EXTRA_LIFE => ("Go on where you were, with your score.".to_owned(), None),
        _ => (format!("Each clears the sky. You have {}.", save.bombs), None),
    };
    Ware {
        sku: item.sku(),
        name: item.name(),
        note,
        label: sold_out.map_or_else(|| item.beans().to_string(), str::to_owned),
        for_sale: sold_out.is_none(),
    }
}

fn shield(level: u8) -> (String, Option<&'static str>) {
    let hits = |level: u8| if level == 1 { "1 hit".to_owned() } else { format!("{level} hits") };
    if level >= STRONGEST_SHIELD {
        return (format!("Takes {} in every flight.", hits(level)), Some("Strongest"));
    }
    let next = level + 1;
    (format!("Level {next} of {STRONGEST_SHIELD}: takes {} in every flight.", hits(next)), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shelf_has_everything_but_the_extra_life() {
        let skus: Vec<_> = shelf(&Save::default()).into_iter().map(|ware| ware.sku).collect();
        assert_eq!(skus, ["bombs.few", "bombs.many", "shield", "golden_hull"]);
        assert_eq!(extra_life(&Save::default()).label, "60 Beans");
    }

    #[test]
    fn what_the_player_cannot_buy_again_says_so_instead_of_a_price() {
        let mut rich = Save::default();
        (rich.shield, rich.golden_hull) = (STRONGEST_SHIELD, true);
        let sold_out = |save: &Save| shelf(save).into_iter().filter(|ware| !ware.for_sale).count();
        assert_eq!((sold_out(&Save::default()), sold_out(&rich)), (0, 2));
    }

    #[test]
    fn the_shelf_tells_of_the_next_shield() {
        let note = |shield| self::shield(shield).0;
        assert!(note(0).starts_with("Level 1 of 3: takes 1 hit in"));
        assert!(note(1).starts_with("Level 2 of 3: takes 2 hits in"));
    }
}
