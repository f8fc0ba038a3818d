//! One line: fields that end with tabs, and a checksum of them.

use core::mem;

use super::checksum::checksum;
use super::error::{JournalError, Why};
use crate::text::{cut, push_hex};

pub(super) const ATTEMPT: &str = "attempt";
const TOP_UP: &str = "top-up";
const END_OF_FIELD: &str = "\t";
pub(super) const END_OF_LINE: &str = "\n";

/// How long a checksum is, written out.
pub(super) const CHECKSUM: usize = 16;
/// Longer names are refused, in bytes for a whole line; those of a game have some dozens each.
const LONGEST: usize = 1000;

/// The lines of a text.
pub(super) struct Lines<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    /// The last line of a torn text has no end.
    fn next(&mut self) -> Option<&'a str> {
        cut(&mut self.rest, b'\n').or_else(|| Some(mem::take(&mut self.rest)).filter(|last| !last.is_empty()))
    }
}

pub(super) fn push_line(body: &mut String, line: &str) {
    body.push_str(line);
    body.push_str(END_OF_LINE);
}

/// How every line about an attempt of this player's begins.
pub(super) fn attempts_of(player: &str) -> String {
    fields(&[ATTEMPT, player])
}

/// How every line about the attempt of this player's with this key begins.
pub(crate) fn attempt_of(player: &str, key: &str) -> String {
    fields(&[ATTEMPT, player, key])
}

/// How every line about this player's top-up begins.
pub(crate) fn top_up_of(player: &str) -> String {
    fields(&[TOP_UP, player])
}

/// A top-up of this player's is under way.
pub(crate) fn top_up_line(player: &str, tier: &str) -> Result<String, JournalError> {
    line(&[TOP_UP, player, tier])
}

/// No field has a control character, so a tab ends it.
pub(super) fn line(parts: &[&str]) -> Result<String, JournalError> {
    let line = fields(parts);
    let is_plain = line.bytes().filter(|byte| *byte < b' ').count() == parts.len();
    if is_plain && line.len() <= LONGEST {
        return Ok(sealed(line));
    }
    Err(JournalError::of(Why::NoName, line))
}

/// With the checksum of what it says at its end.
fn sealed(mut line: String) -> String {
    let sum = checksum(&line);
    push_hex(&mut line, sum);
    line
}

/// As they stand in a line, with room for its checksum.
fn fields(fields: &[&str]) -> String {
    let mut text = String::with_capacity(fields.iter().map(|field| field.len() + 1).sum::<usize>() + CHECKSUM);
    for field in fields {
        text.push_str(field);
        text.push_str(END_OF_FIELD);
    }
    text
}

/// Whether it ends with the checksum of the rest.
pub(super) fn is_whole(line: &str) -> bool {
    let fields = line.get(..line.len().saturating_sub(CHECKSUM)).unwrap_or_default();
    line == sealed(fields.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_would_break_a_line_is_refused() {
        for order in ["TOID\t1", "TOID\n1", "\u{7}"] {
            let error = line(&[ATTEMPT, "01", order]).unwrap_err();
            assert!(error.to_string().contains("control character"), "{error}");
        }
    }

    #[test]
    fn a_name_that_would_fill_the_device_is_refused() {
        assert!(line(&[ATTEMPT, &"1".repeat(900)]).is_ok());
        let error = line(&[ATTEMPT, &"1".repeat(1000)]).unwrap_err();
        assert!(error.to_string().contains("is too long"), "{error}");
    }
}
