//! What clients have lived through already. It comes out the same each time, and need not be lived through again.

use std::cell::RefCell;
use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use siphasher::sip128::{Hasher128, SipHasher13};

use super::{Client, Effect};

/// So many are remembered, which take half a gigabyte; then it begins anew.
const MOST: usize = 1_000_000;

/// What becomes of a client, and what it does.
pub type Reaction = (Arc<Client>, Arc<[Effect]>);

/// What became of clients, by what has happened to them since their birth.
#[derive(Debug, Default)]
pub struct Lives(RefCell<FxHashMap<u128, Reaction>>);

impl Lives {
    /// What becomes of a client to which this has happened; `live` finds out, unless it is known.
    pub(super) fn known_or(&self, story: u128, live: impl FnOnce() -> (Client, Vec<Effect>)) -> Reaction {
        if let Some(known) = self.0.borrow().get(&story) {
            return known.clone();
        }
        let (client, effects) = live();
        let reaction = (Arc::new(client), effects.into());
        let mut lives = self.0.borrow_mut();
        if lives.len() == MOST {
            lives.clear();
        }
        lives.insert(story, Reaction::clone(&reaction));
        reaction
    }
}

/// A hash of what has happened, and then this.
pub(super) fn and_then(story: u128, what: impl Hash) -> u128 {
    let mut hasher = SipHasher13::new();
    (story, what).hash(&mut hasher);
    hasher.finish128().as_u128()
}
