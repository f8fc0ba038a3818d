//! What a line tells of an attempt to buy something.

use super::error::{JournalError, Why};
use super::line::{ATTEMPT, line};
use crate::text::cut;

/// One attempt to buy something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt<'a> {
    pub(crate) player: &'a str,
    pub(crate) key: &'a str,
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
        Self::read(line).ok_or_else(|| JournalError::of(Why::NoEntry, line))
    }

    /// The line to write, if every name fits into one.
    pub(crate) fn line(&self) -> Result<String, JournalError> {
        let Self { player, key, sku, progress, order } = self;
        line(&[ATTEMPT, player, key, sku, progress.word(), order])
    }

    fn read(mut line: &'a str) -> Option<Self> {
        let mut field = || cut(&mut line, b'\t');
        let (_, player, key, sku) = (field()?, field()?, field()?, field()?);
        let (progress, order) = (Progress::parse(field()?)?, field()?);
        Some(Self { player, key, sku, progress, order })
    }
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
        for line in ["attempt\tanna\t1\tsword\tkeyed", "attempt\tanna\t1\t", "attempt\tanna\t1\tsword\tbaked\tTOID1\t"]
        {
            assert!(Attempt::parse(line).unwrap_err().to_string().contains(line));
        }
    }
}
