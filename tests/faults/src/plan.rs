//! What is searched.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context, Error, Result};

use crate::bounds::Bounds;
use crate::bug::{BUGS, Bug};

/// The rules of one search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How far it goes.
    pub bounds: Bounds,
    /// What somebody has planted.
    pub bug: Option<Bug>,
}

/// The searches that must find nothing: two clients, two purchases, and as many faults as can be searched to the end in about
/// six minutes on two cores.
const SEARCHES: [&str; 15] = [
    "consumable/client/tabs/2/2/steady/at-once",
    "consumable/client/devices/2/2/steady/at-once",
    "consumable/backend/tabs/2/2/steady/at-once",
    "consumable/backend/devices/2/2/steady/at-once",
    "once/client/tabs/2/2/steady/at-once",
    "once/client/devices/2/2/steady/at-once",
    "once/backend/tabs/2/2/steady/at-once",
    "once/backend/devices/2/2/steady/at-once",
    "consumable/client/tabs/2/1/steady/raced",
    "consumable/client/tabs/2/0/restless/raced",
    "consumable/client/one/2/1/restless/raced",
    "consumable/backend/one/2/1/restless/raced",
    "once/client/one/2/1/restless/raced",
    "once/backend/one/2/1/restless/raced",
    "topped-up/client/one/2/1/restless/raced",
];

/// More of them, for whoever has the time.
const FURTHER: [&str; 9] = [
    "consumable/client/one/2/2/restless/raced",
    "consumable/backend/one/2/2/restless/raced",
    "consumable/backend/devices/2/0/restless/raced",
    "consumable/client/devices/2/1/steady/raced",
    "once/client/tabs/2/1/steady/raced",
    "once/client/devices/2/1/steady/raced",
    "topped-up/client/one/2/2/steady/raced",
    "topped-up/backend/one/2/2/steady/raced",
    "topped-up/backend/one/2/1/restless/raced",
];

/// The searches that must find nothing.
///
/// # Panics
///
/// When one is misspelt.
#[must_use]
pub fn searches() -> Vec<Rules> {
    parsed(&SEARCHES)
}

/// More of them.
///
/// # Panics
///
/// When one is misspelt.
#[must_use]
pub fn further() -> Vec<Rules> {
    parsed(&FURTHER)
}

fn parsed(searches: &[&str]) -> Vec<Rules> {
    searches.iter().map(|bounds| bounds.parse().expect("the bounds are spelt right")).collect()
}

/// The searches that must find something.
///
/// # Panics
///
/// When one is misspelt.
#[must_use]
pub fn bugs() -> Vec<Rules> {
    let rules = |(_, bug, bounds): &(&str, Bug, &str)| Rules {
        bounds: bounds.parse().expect("the bounds are spelt right"),
        bug: Some(*bug),
    };
    BUGS.iter().map(rules).collect()
}

impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bounds.fmt(f)?;
        self.bug.iter().try_for_each(|bug| write!(f, "+{bug}"))
    }
}

impl FromStr for Rules {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (bounds, bug) = text.split_once('+').map_or((text, None), |(bounds, bug)| (bounds, Some(bug)));
        let bounds = bounds.parse().with_context(|| format!("`{bounds}` are no bounds"))?;
        Ok(Self { bounds, bug: bug.map(str::parse).transpose()? })
    }
}
