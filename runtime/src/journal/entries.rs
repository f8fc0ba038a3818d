//! The journal's entries and the text they are kept as.
//!
//! One line an entry, under a first line with the version and a checksum of the rest; every field ends with a tab:
//!
//! ```text
//! purchasable-journal 1 9ae16a3b2f90404f
//! attempt <key> <player> <sku> <progress> <order>
//! top-up <player> <tier>
//! ```
//!
//! Writing an entry leaves the other lines as they are: a purchase costs no more for what else is on record.

use super::JournalError;
use super::checksum::checksum;
use crate::text::{cut, join, push_hex};

const VERSION: &str = "purchasable-journal 1 ";
const ATTEMPT: &str = "attempt";
const TOP_UP: &str = "top-up";
const END_OF_FIELD: &str = "\t";
const END_OF_LINE: &str = "\n";

/// Everything on record, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries {
    body: String,
}

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

impl Entries {
    /// Takes a whole text in. Its lines are read when they are asked for.
    pub(crate) fn parse(text: &str) -> Result<Self, JournalError> {
        let mut body = text;
        if !text.is_empty() {
            let header = cut(&mut body, b'\n');
            if header != Some(&*header_of(body)) {
                return Err(unreadable("it is damaged, or was not written by this version"));
            }
        }
        Ok(Self { body: body.to_owned() })
    }

    pub(crate) fn to_text(&self) -> String {
        if self.body.is_empty() {
            return String::new();
        }
        join(&[&header_of(&self.body), END_OF_LINE, &self.body])
    }

    /// The lines that tell of attempts.
    pub(crate) fn attempts(&self) -> impl Iterator<Item = &str> {
        Lines { rest: &self.body }.filter(|line| line.starts_with(ATTEMPT))
    }

    /// Whether a line begins like this.
    pub(crate) fn has(&self, start: &str) -> bool {
        Lines { rest: &self.body }.any(|line| line.starts_with(start))
    }

    /// The same with a line in place of those that begin like one of these. A whole line takes out itself, unless it has
    /// changed; an empty one only takes out.
    pub(crate) fn with(&self, starts: &[String], line: &str) -> Self {
        let mut body = String::with_capacity(self.body.len() + line.len() + 1);
        for kept in (Lines { rest: &self.body })
            .filter(|kept| !starts.iter().any(|start| kept.starts_with(start)))
            .chain([line])
        {
            if !kept.is_empty() {
                body.push_str(kept);
                body.push_str(END_OF_LINE);
            }
        }
        Self { body }
    }
}

struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        cut(&mut self.rest, b'\n')
    }
}

/// How every line about the attempt of this key begins.
pub(crate) fn attempt_of(key: &str) -> String {
    fields(&[ATTEMPT, key])
}

/// How every line about this player's top-up begins.
pub(crate) fn top_up_of(player: &str) -> String {
    fields(&[TOP_UP, player])
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

/// A top-up of this player's is under way.
pub(crate) fn top_up_line(player: &str, tier: &str) -> Result<String, JournalError> {
    line(&[TOP_UP, player, tier])
}

/// No field has a control character, so a tab ends it.
fn line(parts: &[&str]) -> Result<String, JournalError> {
    let line = fields(parts);
    if line.bytes().filter(|byte| *byte < b' ').count() == parts.len() {
        Ok(line)
    } else {
        Err(JournalError::new(join(&["a name with a control character cannot be written: ", &line])))
    }
}

/// As they stand in a line.
fn fields(fields: &[&str]) -> String {
    let mut text = String::with_capacity(fields.iter().map(|field| field.len() + 1).sum());
    for field in fields {
        text.push_str(field);
        text.push_str(END_OF_FIELD);
    }
    text
}

fn header_of(body: &str) -> String {
    let mut header = String::with_capacity(VERSION.len() + 16);
    header.push_str(VERSION);
    push_hex(&mut header, checksum(body));
    header
}

fn unreadable(why: &str) -> JournalError {
    JournalError::unreadable(join(&["the journal cannot be read, and is left as it is: ", why]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYED: Attempt<'_> =
        Attempt { key: "01", player: "anna", sku: "steel_sword", progress: Progress::Keyed, order: "" };
    const ATTEMPTS: [Attempt<'_>; 3] = [
        KEYED,
        Attempt { key: "02", progress: Progress::Ordered, order: "TOID 1%", ..KEYED },
        Attempt { key: "03", player: "", progress: Progress::Delivered, order: "größe", ..KEYED },
    ];

    fn put(entries: &mut Entries, attempt: Attempt<'_>) {
        *entries = entries.with(&[attempt_of(attempt.key)], &attempt.line().expect("it can be written"));
    }

    fn full() -> Entries {
        let mut entries = Entries::default();
        for attempt in ATTEMPTS {
            put(&mut entries, attempt);
        }
        let top_up = top_up_line("bert%", "1731381720000500").expect("it can be written");
        entries.with(&[top_up_of("bert%")], &top_up)
    }

    fn attempts(entries: &Entries) -> Vec<Attempt<'_>> {
        entries.attempts().map(Attempt::parse).collect::<Result<_, _>>().expect("every line is an entry")
    }

    #[test]
    fn entries_come_back_as_they_were_written() {
        let read = Entries::parse(&full().to_text()).expect("it was just written");
        assert_eq!(attempts(&read), ATTEMPTS);
        assert!(read.has(&top_up_of("bert%")) && !read.has(&top_up_of("bert")));
    }

    #[test]
    fn the_text_is_what_a_later_version_will_find() {
        let mut entries = Entries::default();
        let attempt = Attempt { key: "2a", progress: Progress::Ordered, order: "TOID1", ..KEYED };
        put(&mut entries, attempt);
        let entries = entries.with(&[top_up_of("anna")], &top_up_line("anna", "tier-500").expect("it can be written"));
        let text = "purchasable-journal 1 41570a884ed1ba95\n\
                    attempt\t2a\tanna\tsteel_sword\tordered\tTOID1\t\n\
                    top-up\tanna\ttier-500\t\n";
        assert_eq!(entries.to_text(), text);
    }

    #[test]
    fn an_empty_journal_is_an_empty_text() {
        assert_eq!(Entries::default().to_text(), "");
        assert_eq!(Entries::parse(""), Ok(Entries::default()));
    }

    #[test]
    fn what_was_put_in_can_be_taken_out() {
        let mut entries = full();
        for attempt in ATTEMPTS {
            entries = entries.with(&[attempt_of(attempt.key)], "");
        }
        assert_eq!(entries.with(&[top_up_of("bert%")], ""), Entries::default());
    }

    #[test]
    fn an_attempt_that_has_gone_on_is_not_taken_out_by_its_old_line() {
        let mut entries = full();
        let old = full().attempts().next().expect("there are three").to_owned();
        put(&mut entries, Attempt { progress: Progress::Ordered, order: "TOID2", ..KEYED });
        assert_eq!(entries.with(&[old], ""), entries);
    }

    #[test]
    fn every_torn_text_is_refused_and_none_panics() {
        let text = full().to_text();
        for end in (1..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert!(Entries::parse(&text[..end]).is_err(), "accepted {:?}", &text[..end]);
        }
    }

    #[test]
    fn a_later_version_is_refused_by_name() {
        let error = Entries::parse("purchasable-journal 2 0\n").unwrap_err();
        assert!(error.to_string().contains("not written by this version"), "{error}");
    }

    #[test]
    fn a_line_that_is_no_entry_is_named() {
        for line in ["attempt\t1\tanna\tsword\tkeyed", "attempt\t1\tanna\t", "attempt\t1\tanna\tsword\tbaked\tTOID1\t"]
        {
            assert!(Attempt::parse(line).unwrap_err().to_string().contains(line));
        }
    }

    #[test]
    fn a_name_that_would_break_a_line_is_refused() {
        for order in ["TOID\t1", "TOID\n1", "\u{7}"] {
            let error = Attempt { progress: Progress::Ordered, order, ..KEYED }.line().unwrap_err();
            assert!(error.to_string().contains("control character"), "{error}");
        }
    }

    #[test]
    fn a_repeated_key_replaces_what_was_known() {
        let mut entries = full();
        let ordered = Attempt { progress: Progress::Ordered, order: "TOID2", ..KEYED };
        put(&mut entries, ordered);
        assert_eq!((attempts(&entries).len(), attempts(&entries).last()), (3, Some(&ordered)));
    }
}
