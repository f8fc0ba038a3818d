//! The project's own implementations pass.

use std::time::Duration;

use purchasable::conformance::{self, Able, Report, Storage};
use purchasable::{Inventory, MemoryJournal};
#[cfg(feature = "file")]
use {
    purchasable::{FileJournal, Journal, JournalError},
    std::fs,
    std::rc::{Rc, Weak},
};

use crate::finish;
use crate::harness::{Simulated, SimulatedHost};

#[track_caller]
fn passes_but_for(report: Report, skipped: &[&str]) {
    let report = report.check().unwrap();
    assert_eq!(report.skipped().collect::<Vec<_>>(), skipped, "{report}");
}

#[test]
fn a_journal_in_memory() {
    struct Memory(MemoryJournal);

    impl Storage for Memory {
        type Journal = MemoryJournal;

        fn open(&mut self) -> MemoryJournal {
            self.0.clone()
        }

        fn open_another(&mut self) -> Able<MemoryJournal> {
            Ok(MemoryJournal::new())
        }

        fn texts_set_aside(&mut self) -> Able<Vec<String>> {
            Ok(self.0.texts_set_aside())
        }
    }

    // Memory is never full.
    passes_but_for(conformance::journal(Memory(MemoryJournal::new())), &["J12"]);
}

/// A folder with journals in it. Whoever asks for one that is open gets the same.
#[cfg(feature = "file")]
struct Folder {
    folder: tempfile::TempDir,
    open: Weak<FileJournal>,
}

#[cfg(feature = "file")]
impl Storage for Folder {
    type Journal = Shared;

    fn open(&mut self) -> Shared {
        let open = self.open.upgrade().unwrap_or_else(|| {
            let journal = FileJournal::open(self.folder.path().join("orders")).expect("nobody else has it");
            Rc::new(journal)
        });
        self.open = Rc::downgrade(&open);
        Shared(open)
    }

    fn open_another(&mut self) -> Able<Shared> {
        let another = FileJournal::open(self.folder.path().join("another")).expect("nobody else has it");
        Ok(Shared(Rc::new(another)))
    }

    fn texts_set_aside(&mut self) -> Able<Vec<String>> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        let aside = paths.filter(|path| path.to_string_lossy().contains(".set-aside."));
        Ok(aside.map(|path| fs::read_to_string(path).expect("it is text")).collect())
    }
}

#[cfg(feature = "file")]
struct Shared(Rc<FileJournal>);

#[cfg(feature = "file")]
impl Journal for Shared {
    fn load(&self) -> Result<String, JournalError> {
        self.0.load()
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        self.0.save(text)
    }

    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        self.0.set_aside(text)
    }
}

#[test]
#[cfg(feature = "file")]
fn a_journal_in_a_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    // A disk that is full is not to be had here.
    passes_but_for(conformance::journal(Folder { folder, open: Weak::new() }), &["J12"]);
}

#[test]
fn simulated_orders_of_a_client_that_grants() {
    let report = finish(conformance::orders(&mut Simulated::with_inventory(Inventory::Client)));
    passes_but_for(report, &[]);
}

#[test]
fn simulated_orders_of_a_backend_that_grants() {
    for delay in [Duration::ZERO, Duration::from_secs(20)] {
        let mut backend = Simulated::with_inventory(Inventory::Backend).with_grant_delay(delay);
        passes_but_for(finish(conformance::orders(&mut backend)), &[]);
    }
}

#[test]
fn the_simulated_host() {
    passes_but_for(finish(conformance::bridge(&mut SimulatedHost::default())), &[]);
}
