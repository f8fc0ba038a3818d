//! What has been found to matter so far.

use std::fs;
use std::path::Path;

#[track_caller]
fn every_one_of(corpus: &str, holds_for: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(corpus);
    let entries = fs::read_dir(&folder).expect("the corpus is there");
    let mut count = 0;
    for entry in entries {
        holds_for(&fs::read(entry.expect("it can be listed").path()).expect("it can be read"));
        count += 1;
    }
    assert!(count >= 10, "{count} inputs are no corpus");
}

#[test]
fn whatever_is_answered() {
    every_one_of("host_answers", fuzz::host_answers);
}

#[test]
fn whatever_has_become_of_a_journal() {
    every_one_of("journal_bytes", fuzz::journal_bytes);
}

/// A seed of its own for each run would be a test that fails now and then; these are the same every time.
#[test]
fn any_bytes_at_all() {
    let mut dice = 1u64;
    for length in 0..3000 {
        let bytes: Vec<u8> = (0..length % 300)
            .map(|_| {
                dice = dice.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
                (dice >> 56) as u8
            })
            .collect();
        fuzz::host_answers(&bytes);
        fuzz::journal_bytes(&bytes);
    }
}
