//! States that count as the same are the same: the same can happen in them, whichever way led there.

use std::collections::{BTreeSet, HashMap};

use faults::client::Lives;
use faults::plan::Rules;
use faults::state::State;

/// A state, and how much may still go wrong in it.
type Identity = (u128, u8);

fn identity(rules: &Rules, state: &State) -> Identity {
    (state.identity(rules.bounds), state.world.faults)
}

fn all_after(rules: &Rules, lives: &Lives, state: &State) -> Vec<State> {
    let acts = state.acts(rules.bounds).into_iter();
    acts.flat_map(|act| state.after(rules, lives, act)).map(|(_, next)| next.expect("no bug was planted")).collect()
}

/// Lives through every step between the states within these bounds, also through those that lead to a known state.
#[track_caller]
fn the_same_is_the_same(bounds: &str) {
    let rules: Rules = bounds.parse().expect("the bounds are spelt right");
    let lives = Lives::default();
    let mut known: HashMap<Identity, BTreeSet<Identity>> = HashMap::new();
    let mut waiting = vec![State::first(&rules, &lives)];
    while let Some(state) = waiting.pop() {
        let next = all_after(&rules, &lives, &state);
        let leads_to = next.iter().map(|next| identity(&rules, next)).collect();
        if let Some(before) = known.get(&identity(&rules, &state)) {
            assert_eq!(*before, leads_to, "it depends on the way: {}", state.world);
            continue;
        }
        known.insert(identity(&rules, &state), leads_to);
        waiting.extend(next);
    }
}

#[test]
fn of_one_game() {
    the_same_is_the_same("consumable/client/one/1/1/steady/raced");
    the_same_is_the_same("consumable/backend/one/1/1/steady/raced");
    the_same_is_the_same("topped-up/client/one/1/0/steady/raced");
}

#[test]
fn of_a_restless_game() {
    the_same_is_the_same("consumable/client/one/1/1/restless/raced");
    the_same_is_the_same("once/backend/one/1/1/restless/raced");
}

#[test]
fn of_one_game_that_buys_twice() {
    the_same_is_the_same("consumable/client/one/2/0/steady/at-once");
    the_same_is_the_same("consumable/backend/one/2/0/steady/at-once");
}

#[test]
fn of_two_games_whichever_is_called_which() {
    the_same_is_the_same("consumable/client/tabs/1/0/steady/raced");
    the_same_is_the_same("consumable/client/devices/1/0/steady/raced");
    the_same_is_the_same("consumable/backend/tabs/1/0/steady/raced");
}
