//! What a report says, and to whom.

use std::collections::BTreeSet;

use purchasable::conformance::{self, BRIDGE, JOURNAL, ORDERS, Verdict};
use purchasable::{Journal, JournalError, MemoryJournal};

/// A journal that keeps no spaces at the ends.
struct Trimming(MemoryJournal);

impl Journal for Trimming {
    fn load(&self) -> Result<String, JournalError> {
        self.0.load()
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        self.0.save(text.trim_end_matches(' '))
    }
}

fn report() -> conformance::Report {
    let storage = MemoryJournal::new();
    conformance::journal(move || Trimming(storage.clone()))
}

#[test]
fn a_report_has_a_line_for_each_behaviour_what_was_seen_and_a_count() {
    let printed = report().to_string();
    for behaviour in JOURNAL {
        assert!(printed.contains(&behaviour.to_string()), "{printed}");
    }
    assert!(printed.contains("BROKEN   J7") && printed.contains(r#"expected " ", found """#), "{printed}");
    assert!(printed.contains("skipped  J11") && printed.contains("this harness opens no second journal"), "{printed}");
    assert!(printed.ends_with("10 kept, 1 broken, 4 skipped"), "{printed}");
}

#[test]
fn a_report_is_an_error_where_something_is_broken_and_not_where_something_was_skipped() {
    let broken = report().check().expect_err("a journal that trims is broken");
    assert_eq!(broken.broken().collect::<Vec<_>>(), ["J7"]);
    assert_eq!(format!("{broken:?}"), format!("\n{broken}"), "a test that unwraps it shows all of it");

    let storage = MemoryJournal::new();
    let whole = conformance::journal(|| storage.clone()).check().expect("nothing is broken");
    assert!(!whole.is_complete());
    let skipped = whole.findings().filter(|(_, verdict)| matches!(verdict, Verdict::Skipped(_)));
    assert_eq!(skipped.map(|(behaviour, _)| behaviour.number()).collect::<Vec<_>>(), ["J11", "J12", "J14", "J15"]);
}

#[test]
fn no_number_is_given_twice() {
    let all = [JOURNAL, ORDERS, BRIDGE].concat();
    let numbers: BTreeSet<_> = all.iter().map(conformance::Behaviour::number).collect();
    assert_eq!(numbers.len(), all.len());
}
