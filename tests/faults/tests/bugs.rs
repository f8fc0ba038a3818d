//! Every bug that was planted is found, as the promise that it breaks.

use std::collections::BTreeMap;

use faults::plan::bugs;
use faults::search::search;

#[test]
fn every_planted_bug_is_found_as_what_it_breaks() {
    let found: BTreeMap<_, _> = bugs()
        .iter()
        .map(|rules| {
            let found = search(rules, 2).found;
            let name = rules.bug.map(|bug| bug.to_string()).unwrap_or_default();
            (name, found.map_or("nothing".to_owned(), |found| found.violation.promise().to_owned()))
        })
        .collect();
    let expected = [
        ("busy-freed-by-drop", "4"),
        ("check-outside-create", "4"),
        ("claim-before-save", "3"),
        ("closed-is-never-charged", "1"),
        ("closed-on-failed-query", "4"),
        ("forget-closed", "7"),
        ("forget-on-cancel", "7"),
        ("journal-after-pay", "on record"),
        ("key-from-sku", "4"),
        ("key-not-written", "on record"),
        ("late-answer-elsewhere", "4"),
        ("no-granted-status", "7"),
        ("no-lease-expiry", "7"),
        ("panel-forgotten", "truth"),
        ("recover-without-live", "3"),
        ("second-recharge", "5"),
        ("sticky-key", "4"),
        ("success-after-refund", "6"),
        ("trust-the-callback", "2"),
    ];
    assert_eq!(found, expected.map(|(name, promise)| (name.to_owned(), promise.to_owned())).into());
}
