//! The project's own implementations pass.

use std::time::Duration;

use purchasable::conformance::{self, Able, Report, Storage};
use purchasable::{Inventory, MemoryJournal};

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
    }

    // Memory is never full.
    passes_but_for(conformance::journal(Memory(MemoryJournal::new())), &["J12"]);
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
