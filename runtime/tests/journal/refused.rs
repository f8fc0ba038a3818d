//! A storage that is full or forbidden at any write: nothing is asked that could not be remembered, and nothing is lost.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use purchasable::{HostFault, Journal, JournalError, MemoryJournal, OrdersFault, Shop, SimulatedTikTok, Stage, Tier};

use crate::support::{Gems, GoldenSkin, Inventory, SteelSword, buy, recover};

const A_DAY: Duration = Duration::from_secs(24 * 3600);

/// A journal that refuses some of its writes, counted from one.
#[derive(Clone, Default)]
struct Refusing {
    journal: MemoryJournal,
    writes: Rc<Cell<usize>>,
    refuses: Rc<Cell<Option<Refused>>>,
}

#[derive(Clone, Copy)]
enum Refused {
    Only(usize),
    From(usize),
}

impl Refusing {
    fn write(&self) -> Result<(), JournalError> {
        let number = self.writes.get() + 1;
        self.writes.set(number);
        match self.refuses.get() {
            Some(Refused::Only(refused)) if number == refused => Err(JournalError::new("the storage is full")),
            Some(Refused::From(refused)) if number >= refused => Err(JournalError::new("the storage is full")),
            _ => Ok(()),
        }
    }

    fn refuse(&self, refused: Refused) {
        self.writes.set(0);
        self.refuses.set(Some(refused));
    }

    fn has_room_again(&self) {
        self.refuses.set(None);
    }
}

impl Journal for Refusing {
    fn load(&self) -> Result<String, JournalError> {
        self.journal.load()
    }
    fn save(&self, text: &str) -> Result<(), JournalError> {
        self.write()?;
        self.journal.save(text)
    }
    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        self.write()?;
        self.journal.set_aside(text)
    }
}

struct World {
    tiktok: SimulatedTikTok,
    journal: Refusing,
    inventory: Inventory,
}

impl World {
    /// With so few Beans that a purchase needs a top-up.
    fn new() -> Self {
        let tiktok = SimulatedTikTok::new().with_balance(10).with_tiers([Tier::new("tier-500", 500)]);
        Self { tiktok, journal: Refusing::default(), inventory: Inventory::default() }
    }

    fn shop(&self) -> Shop {
        Shop::new(self.tiktok.clone(), self.tiktok.orders(), self.journal.clone())
    }

    fn asked_of_host(&self) -> (u64, u64) {
        (self.tiktok.ledger().pay_calls(), self.tiktok.ledger().topped_up())
    }

    /// Once there is room again everything goes on: what was paid is handed over, the journal is tidied up, and more is sold.
    #[track_caller]
    fn must_go_on(mut self) {
        self.journal.has_room_again();
        for _ in 0..2 {
            self.tiktok.advance(A_DAY);
            self.inventory.give_all(recover(&self.shop()));
        }
        self.inventory.grant(buy(&self.shop(), SteelSword { sharpness: 2 }).expect("there is room again"));
        assert_eq!(recover(&self.shop()).journal, None);
        assert_eq!(self.tiktok.ledger().double_charges(), []);
        self.inventory.must_agree_with(&self.tiktok);
        assert_eq!(self.journal.load(), Ok(String::new()), "{}", self.tiktok.ledger());
    }
}

/// Both ways in which each write can be refused, until there is none left that could be.
fn each_write(mut attempt: impl FnMut(Refused) -> usize) {
    for refused in [Refused::Only, Refused::From] {
        let mut number = 1;
        while attempt(refused(number)) >= number {
            number += 1;
        }
        assert!(number > 1, "nothing was written");
    }
}

#[test]
fn at_any_write_of_a_purchase_and_its_grant() {
    let mut stopped = 0;
    each_write(|refused| {
        let mut world = World::new();
        world.journal.refuse(refused);
        match buy(&world.shop(), SteelSword { sharpness: 1 }) {
            Ok(receipt) => _ = world.inventory.grant(receipt),
            Err(error) => {
                assert_eq!(error.stage(), Stage::Journal, "{error}");
                assert_eq!(world.asked_of_host(), (0, 0), "{error}");
                stopped += 1;
            }
        }
        let writes = world.journal.writes.get();
        world.must_go_on();
        writes
    });
    assert_eq!(stopped, 6, "the key, the order and the top-up come before what they guard, in both ways to refuse");
}

#[test]
fn at_any_write_of_a_recovery_of_what_was_left_behind() {
    each_write(|refused| {
        let mut world = World::new();
        // A top-up that comes late, an attempt of which no backend heard, and an order that is paid and not granted.
        world.tiktok.fail_next(HostFault::FailThenMoney);
        buy(&world.shop(), SteelSword { sharpness: 1 }).expect_err("the top-up fails, as far as anybody can see");
        (0..3).for_each(|_| world.tiktok.fail_next_order(OrdersFault::CreateFails));
        buy(&world.shop(), Gems::Handful).expect_err("the backend is in trouble");
        drop(buy(&world.shop(), GoldenSkin).expect("paid, and not granted"));
        world.journal.refuse(refused);
        world.inventory.give_all(recover(&world.shop()));
        let writes = world.journal.writes.get();
        world.must_go_on();
        writes
    });
}

#[test]
fn at_any_write_of_a_recovery_that_mends_the_journal() {
    each_write(|refused| {
        let mut world = World::new();
        drop(buy(&world.shop(), GoldenSkin).expect("paid, and not granted"));
        let damaged = format!("{}torn", world.journal.load().expect("memory"));
        world.journal.journal.save(&damaged).expect("memory");
        world.journal.refuse(refused);
        let recovery = recover(&world.shop());
        assert!(recovery.journal.as_ref().is_some_and(JournalError::is_unreadable));
        let set_aside = world.journal.journal.texts_set_aside().contains(&damaged);
        let in_place = world.journal.load().as_ref() == Ok(&damaged);
        assert!(set_aside || in_place, "the text is gone");
        world.inventory.give_all(recovery);
        let writes = world.journal.writes.get();
        world.must_go_on();
        writes
    });
}
