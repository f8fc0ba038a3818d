//! What was found can be written down, read back and lived through again.

use faults::plan::{Rules, bugs};
use faults::search::search;
use faults::trace::Trace;

fn found(rules: Rules) -> Trace {
    Trace { rules, steps: search(&rules, 1).found.expect("a bug was planted").steps }
}

#[test]
fn a_trace_comes_back_from_its_line() {
    for rules in bugs() {
        let line = found(rules).line();
        assert_eq!(Trace::parse(&line).expect("it was just written").line(), line);
    }
}

#[test]
fn a_trace_lived_through_again_ends_where_it_did() {
    let line = "consumable/client/one/2/0/steady/raced+key-from-sku A.buy question0.well A.crash A.buy question0.well";
    let story = Trace::parse(line).expect("it is a trace").story(false).expect("it is possible");
    assert!(story.ends_with("4: the panel for order 0 opened a second time\n"), "{story}");
}

#[test]
fn without_the_bug_the_same_steps_break_nothing() {
    let line = "consumable/client/one/2/0/steady/raced A.buy question0.well A.crash A.buy question0.well";
    let story = Trace::parse(line).expect("it is a trace").story(true).expect("it is possible");
    assert!(!story.contains("a second time"), "{story}");
    assert!(story.contains("order 0: Pending"), "{story}");
}

#[test]
fn a_torn_journal_and_a_full_storage_are_steps_as_well() {
    let line = "consumable/client/one/1/1/steady/raced A.buy!full A.buy!1/half-a-line";
    assert_eq!(Trace::parse(line).expect("it is a trace").line(), line);
}

#[test]
fn a_step_that_is_not_possible_is_named() {
    let line = "consumable/client/one/1/0/steady/raced A.buy panel0.pays";
    let error = Trace::parse(line).expect("it is a trace").story(false).expect_err("no panel is open");
    assert!(error.to_string().contains("`panel0.pays` is not possible here"), "{error}");
}

#[test]
fn a_word_that_means_nothing_is_named() {
    for (line, word) in [
        ("consumable/client/one/1/0/steady/raced A.buy C.crash", "`C` is neither a client"),
        ("consumable/client/one/1/0/steady/raced A.fly", "`fly` is none of"),
        ("consumable/client/one/1/0/steady/raced+no-such-bug", "no bug is called `no-such-bug`"),
        ("free/client/one/1/0/steady/raced", "`free` is none of"),
    ] {
        let error = format!("{:#}", Trace::parse(line).expect_err("it is no trace"));
        assert!(error.contains(word), "{error}");
    }
}
