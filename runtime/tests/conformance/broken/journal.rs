//! Journals that each lose something in their own way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use purchasable::conformance::{self, Able, JOURNAL, Storage};
use purchasable::{Journal, JournalError};

use super::each_is_seen;

#[derive(Clone, Copy, PartialEq)]
enum Bend {
    BeginsWithSomething,
    LoadsOnce,
    ForgetsOnReload,
    Caches,
    Overlays,
    KeepsWhatIsEmptied,
    Trims,
    OnlyTheBasicPlane,
    CutsAt32K,
    WearsOut,
    HasOneName,
    EmptiesItselfWhenFull,
    MovesAside,
    KeepsTwice,
    HasOnePlaceAside,
}

const BROKEN: &[(&str, Bend)] = &[
    ("J1", Bend::BeginsWithSomething),
    ("J2", Bend::LoadsOnce),
    ("J3", Bend::ForgetsOnReload),
    ("J4", Bend::Caches),
    ("J5", Bend::Overlays),
    ("J6", Bend::KeepsWhatIsEmptied),
    ("J7", Bend::Trims),
    ("J8", Bend::OnlyTheBasicPlane),
    ("J9", Bend::CutsAt32K),
    ("J10", Bend::WearsOut),
    ("J11", Bend::HasOneName),
    ("J12", Bend::EmptiesItselfWhenFull),
    ("J13", Bend::MovesAside),
    ("J14", Bend::KeepsTwice),
    ("J15", Bend::HasOnePlaceAside),
];

#[test]
fn every_broken_journal_is_seen() {
    each_is_seen(JOURNAL, BROKEN, |bend| conformance::journal(Place { bend: Some(bend), ..Place::whole() }));
}

#[test]
fn a_whole_journal_in_the_same_place_passes() {
    let report = conformance::journal(Place::whole()).check().unwrap();
    assert!(report.is_complete(), "{report}");
}

/// A storage with two names in it, whole but for one thing.
struct Place {
    bend: Option<Bend>,
    one: Rc<Text>,
    another: Rc<Text>,
    is_full: Rc<Cell<bool>>,
    aside: Rc<RefCell<Vec<String>>>,
}

#[derive(Default)]
struct Text {
    text: RefCell<String>,
    saves: Cell<usize>,
}

struct Handle {
    bend: Option<Bend>,
    text: Rc<Text>,
    is_full: Rc<Cell<bool>>,
    aside: Rc<RefCell<Vec<String>>>,
    cached: RefCell<Option<String>>,
}

impl Place {
    fn whole() -> Self {
        Self { bend: None, one: Rc::default(), another: Rc::default(), is_full: Rc::default(), aside: Rc::default() }
    }

    fn handle(&self, text: &Rc<Text>) -> Handle {
        let text = if self.bend == Some(Bend::ForgetsOnReload) { Rc::default() } else { text.clone() };
        let (is_full, aside) = (self.is_full.clone(), self.aside.clone());
        Handle { bend: self.bend, text, is_full, aside, cached: RefCell::default() }
    }
}

impl Storage for Place {
    type Journal = Handle;

    fn open(&mut self) -> Handle {
        if self.bend == Some(Bend::BeginsWithSomething) && self.one.saves.get() == 0 {
            "null".clone_into(&mut self.one.text.borrow_mut());
        }
        self.handle(&self.one)
    }

    fn open_another(&mut self) -> Able<Handle> {
        Ok(self.handle(if self.bend == Some(Bend::HasOneName) { &self.one } else { &self.another }))
    }

    fn set_full(&mut self, full: bool) -> Able {
        self.is_full.set(full);
        Ok(())
    }

    fn texts_set_aside(&mut self) -> Able<Vec<String>> {
        Ok(self.aside.borrow().clone())
    }
}

impl Journal for Handle {
    fn load(&self) -> Result<String, JournalError> {
        let text = self.text.text.borrow().clone();
        match self.bend {
            Some(Bend::LoadsOnce) => self.text.text.borrow_mut().clear(),
            Some(Bend::Caches) => return Ok(self.cached.borrow_mut().get_or_insert(text).clone()),
            _ => {}
        }
        Ok(text)
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        let mut kept = self.text.text.borrow_mut();
        self.text.saves.set(self.text.saves.get() + 1);
        if self.is_full.get() {
            if self.bend == Some(Bend::EmptiesItselfWhenFull) {
                kept.clear();
            }
            return Err(JournalError::new("full"));
        }
        *kept = match self.bend {
            Some(Bend::Overlays) => [text, kept.get(text.len()..).unwrap_or_default()].concat(),
            Some(Bend::KeepsWhatIsEmptied) if text.is_empty() => return Ok(()),
            Some(Bend::Trims) => text.trim().to_owned(),
            Some(Bend::OnlyTheBasicPlane) => text.replace(|c| c > '\u{ffff}', "\u{fffd}"),
            Some(Bend::CutsAt32K) => text.chars().take(32 * 1024).collect(),
            Some(Bend::WearsOut) if self.text.saves.get() > 500 => return Ok(()),
            Some(Bend::Caches) => {
                *self.cached.borrow_mut() = Some(text.to_owned());
                text.to_owned()
            }
            _ => text.to_owned(),
        };
        Ok(())
    }

    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        let mut aside = self.aside.borrow_mut();
        match self.bend {
            Some(Bend::MovesAside) => self.text.text.borrow_mut().clear(),
            Some(Bend::HasOnePlaceAside) => aside.clear(),
            Some(Bend::KeepsTwice) => {}
            _ if aside.iter().any(|kept| kept == text) => return Ok(()),
            _ if aside.len() == 8 => return Err(JournalError::new("all places are taken")),
            _ => {}
        }
        aside.push(text.to_owned());
        Ok(())
    }
}
