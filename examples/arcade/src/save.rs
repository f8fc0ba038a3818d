//! The save game: what the player has, and which orders gave it.

use core::fmt::Write;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::items::Gift;
use crate::storage::{Storage, StorageError};

const NAME: &str = "arcade.save";

/// Every so many stars caught, a bomb is found.
pub const STARS_PER_BOMB: u32 = 25;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    pub stars: u32,
    pub bombs: u32,
    pub shield: u8,
    pub golden_hull: bool,
    pub lives: u32,
    pub best: u32,
    /// The orders that were granted: delivery is at least once, so a repeat has to be refused here.
    granted: BTreeSet<String>,
}

impl Default for Save {
    fn default() -> Self {
        Self { stars: 0, bombs: 1, shield: 0, golden_hull: false, lives: 0, best: 0, granted: BTreeSet::new() }
    }
}

impl Save {
    /// Gives what an order paid for, and says whether that is news.
    pub fn give(&mut self, order: &str, gift: Gift) -> bool {
        let new = self.granted.insert(order.to_owned());
        if new {
            self.add(gift);
        }
        new
    }

    /// Takes back what an order gave that was paid back.
    pub fn take_back(&mut self, order: &str, gift: Gift) {
        if !self.granted.contains(order) {
            return;
        }
        match gift {
            Gift::Bombs(count) => self.bombs = self.bombs.saturating_sub(count),
            Gift::Shield(_) => self.shield = self.shield.saturating_sub(1),
            Gift::GoldenHull => self.golden_hull = false,
            Gift::Life => self.lives = self.lives.saturating_sub(1),
        }
    }

    /// Counts the stars of a flight, and gives the bombs found with them.
    pub fn catch_star(&mut self) -> bool {
        self.stars = self.stars.saturating_add(1);
        let found = self.stars % STARS_PER_BOMB == 0;
        self.bombs = self.bombs.saturating_add(u32::from(found));
        found
    }

    /// Takes one bomb, if there is one.
    pub fn use_bomb(&mut self) -> bool {
        take_one(&mut self.bombs)
    }

    /// Takes one extra life, if there is one.
    pub fn use_life(&mut self) -> bool {
        take_one(&mut self.lives)
    }

    /// Says whether the score is the best so far.
    pub fn note_score(&mut self, score: u32) -> bool {
        let record = score > self.best;
        self.best = self.best.max(score);
        record
    }

    fn add(&mut self, gift: Gift) {
        match gift {
            Gift::Bombs(count) => self.bombs = self.bombs.saturating_add(count),
            // Paid for twice by accident is still one level more.
            Gift::Shield(strength) => self.shield = strength.max(self.shield.saturating_add(1)),
            Gift::GoldenHull => self.golden_hull = true,
            Gift::Life => self.lives = self.lives.saturating_add(1),
        }
    }

    fn to_text(&self) -> String {
        let Self { stars, bombs, shield, golden_hull, lives, best, granted } = self;
        let hull = u8::from(*golden_hull);
        let mut text =
            format!("stars {stars}\nbombs {bombs}\nshield {shield}\nhull {hull}\nlives {lives}\nbest {best}\n");
        for order in granted {
            let _ = writeln!(text, "order {order}");
        }
        text
    }

    fn parse(text: &str) -> Self {
        let mut save = Self::default();
        for (name, value) in text.lines().filter_map(|line| line.split_once(' ')) {
            let number = || value.parse().unwrap_or_default();
            match name {
                "stars" => save.stars = number(),
                "bombs" => save.bombs = number(),
                "shield" => save.shield = value.parse().unwrap_or_default(),
                "hull" => save.golden_hull = value == "1",
                "lives" => save.lives = number(),
                "best" => save.best = number(),
                "order" => _ = save.granted.insert(value.to_owned()),
                _ => {}
            }
        }
        save
    }
}

fn take_one(count: &mut u32) -> bool {
    let some = *count > 0;
    *count = count.saturating_sub(1);
    some
}

/// The save game and its place. Clones are the same save game.
#[derive(Clone)]
pub struct Vault {
    storage: Rc<dyn Storage>,
    save: Rc<RefCell<Save>>,
}

impl Vault {
    /// The save game that an earlier visit left here, or a new one.
    pub fn open(storage: Rc<dyn Storage>) -> Self {
        let save = storage.read(NAME).map(|text| Save::parse(&text)).unwrap_or_default();
        Self { storage, save: Rc::new(RefCell::new(save)) }
    }

    pub fn look<R>(&self, look: impl FnOnce(&Save) -> R) -> R {
        look(&self.save.borrow())
    }

    /// Changes the save game, or leaves it as it was where the change cannot be kept. It is read first, because
    /// another tab may have written to it.
    pub fn change<R>(&self, change: impl FnOnce(&mut Save) -> R) -> Result<R, StorageError> {
        let mut save = Save::parse(&self.storage.read(NAME)?);
        let result = change(&mut save);
        self.storage.write(NAME, &save.to_text())?;
        self.save.replace(save);
        Ok(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::MemoryStorage;

    #[test]
    fn an_order_gives_once_however_often_it_is_delivered() {
        let mut save = Save::default();
        assert!(save.give("TOID1", Gift::Bombs(3)));
        assert!(!save.give("TOID1", Gift::Bombs(3)));
        assert!(save.give("TOID2", Gift::Bombs(3)));
        assert_eq!(save.bombs, 1 + 3 + 3);
    }

    #[test]
    fn a_repeat_is_refused_after_a_reload_as_well() {
        let storage = Rc::new(MemoryStorage::default());
        let give = || Vault::open(storage.clone()).change(|save| save.give("TOID1", Gift::Life));
        assert_eq!(give(), Ok(true));
        assert_eq!(give(), Ok(false));
        assert_eq!(Vault::open(storage.clone()).look(|save| save.lives), 1);
    }

    #[test]
    fn everything_survives_a_reload() {
        let mut save =
            Save { stars: 7, bombs: 2, shield: 3, golden_hull: true, lives: 4, best: 999, ..Save::default() };
        save.give("TOID1", Gift::Bombs(1));
        assert_eq!(Save::parse(&save.to_text()), save);
    }

    #[test]
    fn a_change_that_cannot_be_kept_does_not_happen() {
        let storage = Rc::new(MemoryStorage::default());
        let vault = Vault::open(storage.clone());
        storage.full.set(true);
        assert!(vault.change(|save| save.give("TOID1", Gift::Bombs(3))).is_err());
        assert_eq!(vault.look(|save| save.bombs), 1);
        storage.full.set(false);
        assert_eq!(vault.change(|save| save.give("TOID1", Gift::Bombs(3))), Ok(true));
    }

    #[test]
    fn two_tabs_do_not_overwrite_each_other() {
        let storage = Rc::new(MemoryStorage::default());
        let (one, other) = (Vault::open(storage.clone()), Vault::open(storage));
        one.change(|save| save.give("TOID1", Gift::GoldenHull)).expect("there is room");
        other.change(|save| save.best = 50).expect("there is room");
        assert!(other.look(|save| save.golden_hull));
    }

    #[test]
    fn every_paid_shield_makes_it_stronger() {
        let mut save = Save::default();
        save.give("TOID1", Gift::Shield(1));
        save.give("TOID2", Gift::Shield(1));
        assert_eq!(save.shield, 2);
    }

    #[test]
    fn what_was_paid_back_is_taken_back_only_if_it_was_given() {
        let mut save = Save::default();
        save.give("TOID1", Gift::GoldenHull);
        save.take_back("TOID2", Gift::GoldenHull);
        assert!(save.golden_hull);
        save.take_back("TOID1", Gift::GoldenHull);
        assert!(!save.golden_hull);
    }

    #[test]
    fn stars_turn_into_bombs() {
        let mut save = Save::default();
        let found = (0..2 * STARS_PER_BOMB).filter(|_| save.catch_star()).count();
        assert_eq!((found, save.bombs), (2, 3));
    }
}
