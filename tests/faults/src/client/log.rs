//! What a client has lived through since its birth.

use std::sync::Arc;

use super::answer::Answer;
use crate::ids::Numbers;

/// Something that happens to a client from outside, and what it finds then.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lived {
    /// When it happens.
    pub at: u64,
    /// What happens.
    pub stimulus: Stimulus,
    /// What its journal says at that time.
    pub journal: Arc<str>,
    /// Whether its storage refuses to save, this time.
    pub full: bool,
}

/// Something that happens to a client from outside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Stimulus {
    /// The player buys the item.
    Begin {
        /// The number by which the attempt's key is told from others.
        key: u8,
        /// The orders that the player was told of, and buys on top of.
        accepting: Numbers,
    },
    /// The game recovers.
    Recover,
    /// The game drops its purchase.
    Drop,
    /// The game frees the shop by hand.
    Abandon,
    /// The game waits on for an outcome.
    KeepWaiting,
    /// Its timers ring.
    Ring,
    /// Its question with this number is answered.
    Answer(usize, Answer),
    /// The host will never answer its question with this number. The purchase knows by itself until when it waits.
    Lost(usize),
    /// Its save with this number ends, well or not.
    Saved(usize, bool),
}

/// A list that shares its beginning with the logs that it grew from.
#[derive(Clone, Debug, Default)]
pub struct Log(Option<Arc<Entry>>);

#[derive(Debug)]
struct Entry {
    before: Log,
    lived: Lived,
}

impl Log {
    /// The log with one thing more.
    #[must_use]
    pub fn and(&self, lived: Lived) -> Self {
        Self(Some(Arc::new(Entry { before: self.clone(), lived })))
    }

    /// Whether nothing has happened yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// From the birth on.
    pub fn iter(&self) -> impl Iterator<Item = &Lived> {
        let mut entries: Vec<_> = std::iter::successors(self.0.as_deref(), |entry| entry.before.0.as_deref()).collect();
        entries.reverse();
        entries.into_iter().map(|entry| &entry.lived)
    }
}
