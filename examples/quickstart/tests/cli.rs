//! The program as a user runs it.

use std::path::Path;
use std::process::{Command, Output};

fn quickstart(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quickstart")).args(args).output().expect("the program starts")
}

/// What a session prints that has to end well.
#[track_caller]
fn played(args: &[&str]) -> String {
    let output = quickstart(args);
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    assert!(output.status.success(), "{args:?} failed:\n{printed}\n{}", String::from_utf8_lossy(&output.stderr));
    printed
}

#[track_caller]
fn complaint(args: &[&str]) -> String {
    let output = quickstart(args);
    assert!(!output.status.success(), "{args:?} was accepted");
    String::from_utf8(output.stderr).expect("it prints text")
}

#[test]
fn the_story_tells_every_way_a_purchase_can_end() {
    let story = played(&[]);
    for ending in [
        "the player has steel_sword",
        "recharge 1731381720001000: done",
        "the player cancelled",
        "the payment was declined",
        "the outcome is unknown",
        "found: gems.handful was paid",
        "it can be bought once, and the player has it",
        "Charged and granted agree: 1750 Beans, orders granted: 4.",
    ] {
        assert!(story.contains(ending), "the story does not tell `{ending}`:\n{story}");
    }
}

#[test]
fn the_story_ends_well_whatever_the_wallet_holds() {
    for balance in ["0", "49", "450", "100000"] {
        assert!(played(&["--balance", balance]).contains("Charged and granted agree: 1750 Beans, orders granted: 4."));
    }
}

#[test]
fn the_list_names_what_the_options_take() {
    let list = played(&["--list"]);
    for name in ["steel_sword", "golden_skin", "gems.handful", "gems.chest", "decline", "create-lost"] {
        assert!(list.contains(name), "`{name}` is not listed:\n{list}");
    }
}

#[test]
fn every_item_and_every_fault_of_the_list_can_be_played() {
    let list = played(&["--list"]);
    let (items, faults) = list.split_once("\n\n").expect("items first, then faults");
    let names = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("  "));
        lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
    };
    assert_eq!(names(items).len(), 4);
    for item in names(items) {
        assert!(played(&["--item", &item]).contains("orders granted: 1."));
    }
    assert!(names(faults).len() > 20);
    for fault in names(faults) {
        assert!(played(&["--fault", &fault, "--item", "gems.handful"]).contains("Charged and granted agree"));
    }
}

#[test]
fn a_seed_plays_the_same_session_again() {
    assert_eq!(played(&["--seed", "7"]), played(&["--seed", "7"]));
    assert_ne!(played(&["--seed", "7"]), played(&["--seed", "8"]));
    for seed in 0..50 {
        assert!(played(&["--seed", &seed.to_string()]).contains("Charged and granted agree"));
    }
}

#[test]
fn an_unknown_name_is_answered_with_the_known_ones() {
    assert!(complaint(&["--item", "shield"]).contains("the game sells no `shield`; it sells steel_sword, golden_skin"));
    assert!(complaint(&["--fault", "rain"]).contains("there is no fault `rain`; `--list` shows them all"));
    assert!(complaint(&["--seed", "7", "--item", "steel_sword"]).contains("cannot be used with"));
}

#[test]
fn a_purchase_that_was_written_down_is_played_again() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cancelled.trace");
    let path = file.to_str().expect("it is text");
    played(&["--item", "gems.handful", "--fault", "cancel", "--trace", path]);
    let replay = played(&["--replay", path]);
    assert!(replay.contains("3: pay order-1\n"), "{replay}");
    assert!(replay.contains("→ `gems.handful` was not bought: the player cancelled"), "{replay}");

    let written = std::fs::read_to_string(&file).expect("it was just written");
    std::fs::write(&file, written.replace("ended cancelled", "ended unsettled")).expect("it can be written");
    assert!(complaint(&["--replay", path]).contains("the purchase ended then: unsettled"));
    std::fs::write(&file, "no trace").expect("it can be written");
    assert!(complaint(&["--replay", path]).contains("this is no trace"));
    std::fs::remove_file(&file).expect("it is there");
    assert!(complaint(&["--replay", path]).contains("cannot be read"));
}
