//! Small searches: within these bounds there is nowhere left to go, and no promise was broken on the way. The large ones are
//! the program's.

use faults::search::search;
use faults::trace::Trace;

#[track_caller]
fn holds_within(bounds: &str) {
    let rules = bounds.parse().expect("the bounds are spelt right");
    let outcome = search(&rules, 2);
    if let Some(found) = outcome.found {
        let trace = Trace { rules, steps: found.steps };
        panic!("{}\n{}\n{}", found.violation, trace.line(), trace.story(false).expect("it was just found"));
    }
    assert_eq!(outcome.frontier, 0, "there is somewhere left to go");
}

#[test]
fn one_game_may_crash_at_any_time_while_it_buys_twice() {
    holds_within("consumable/client/one/2/0/steady/raced");
    holds_within("consumable/backend/one/2/0/steady/raced");
}

#[test]
fn anything_may_go_wrong_twice_in_a_purchase() {
    holds_within("consumable/client/one/1/2/steady/raced");
    holds_within("consumable/backend/one/1/2/steady/raced");
}

#[test]
fn a_restless_game_loses_nothing_either() {
    holds_within("consumable/client/one/1/1/restless/raced");
    holds_within("consumable/backend/one/1/1/restless/raced");
}

#[test]
fn two_tabs_may_race_for_one_order() {
    holds_within("consumable/client/tabs/1/1/steady/raced");
    holds_within("consumable/backend/tabs/1/1/steady/raced");
}

#[test]
fn two_devices_may_race_for_an_item_that_is_bought_once() {
    holds_within("once/client/devices/2/0/steady/at-once");
    holds_within("once/backend/devices/2/0/steady/at-once");
}

#[test]
fn topping_up_may_go_wrong_as_well() {
    holds_within("topped-up/client/one/1/2/steady/raced");
    holds_within("topped-up/backend/one/1/2/steady/raced");
}
