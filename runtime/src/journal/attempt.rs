//! What a line tells of an attempt to buy something.

use super::JournalError;
use super::line::{ATTEMPT, line};
use crate::text::{cut, join};

/// One attempt to buy something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt<'a> {
    pub(crate) key: &'a str,
    pub(crate) player: &'a str,
    pub(crate) sku: &'a str,
    pub(crate) progress: Progress,
    /// The order's id; empty where it was not learned.
    pub(crate) order: &'a str,
}

/// How far an attempt had come when it was last written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// An order may exist under the key. Nothing was paid: that needs the order's id.
    Keyed,
    /// The order exists and may be paid.
    Ordered,
    /// The game has saved what was bought; the backend may not know it yet.
    Delivered,
}

impl<'a> Attempt<'a> {
    /// Reads a line.
    pub(crate) fn parse(line: &'a str) -> Result<Self, JournalError> {
        Self::read(line)
            .ok_or_else(|| JournalError::new(join(&["a line of the journal is no entry, and stays: ", line])))
    }

    /// The line to write, if every name fits into one.
    pub(crate) fn line(&self) -> Result<String, JournalError> {
        let Self { key, player, sku, progress, order } = self;
        line(&[ATTEMPT, key, player, sku, progress.word(), order])
    }

    fn read(mut line: &'a str) -> Option<Self> {
        let mut field = || cut(&mut line, b'\t');
        let (_, key, player, sku) = (field()?, field()?, field()?, field()?);
        let (progress, order) = (Progress::parse(field()?)?, field()?);
        Some(Self { key, player, sku, progress, order })
    }
}

/// Whose attempt a line tells of.
pub(super) fn player_of(mut attempt: &str) -> Option<&str> {
    let mut field = || cut(&mut attempt, b'\t');
    let (_, _, player) = (field()?, field()?, field()?);
    Some(player)
}

impl Progress {
    fn word(self) -> &'static str {
        match self {
            Self::Keyed => "keyed",
            Self::Ordered => "ordered",
            Self::Delivered => "delivered",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Keyed, Self::Ordered, Self::Delivered].into_iter().find(|progress| progress.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_entry_is_named() {
        for line in ["attempt\t1\tanna\tsword\tkeyed", "attempt\t1\tanna\t", "attempt\t1\tanna\tsword\tbaked\tTOID1\t"]
        {
            assert!(Attempt::parse(line).unwrap_err().to_string().contains(line));
        }
    }
}
