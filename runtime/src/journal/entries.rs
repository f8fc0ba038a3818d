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
            let header = cut(&mut body, b'\n').ok_or_else(|| unreadable("its first line is torn"))?;
            if header != header_of(body) {
                let is_ours = header.starts_with(VERSION);
                let why = if is_ours { "its checksum is wrong" } else { "it was not written by this version" };
                return Err(unreadable(why));
            }
        }
        Ok(Self { body: body.to_owned() })
    }

    pub(crate) fn to_text(&self) -> String {
        if self.body.is_empty() {
            return String::new();
        }
        join(&[&header_of(&self.body), "\n", &self.body])
    }

    /// Every line, and the attempt that it tells of. A line of another kind is left out.
    pub(crate) fn attempts(&self) -> Result<Vec<(&str, Attempt<'_>)>, JournalError> {
        let mut attempts = Vec::new();
        let mut rest = &*self.body;
        while let Some(line) = cut(&mut rest, b'\n') {
            if line.starts_with(ATTEMPT) {
                let attempt = Attempt::parse(line);
                attempts.push((line, attempt.ok_or_else(|| unreadable(&join(&["the line `", line, "` is no entry"])))?));
            }
        }
        Ok(attempts)
    }

    /// Writes an attempt, in place of what was known of its key.
    pub(crate) fn put(&mut self, attempt: Attempt<'_>) -> Result<(), JournalError> {
        let Attempt { key, player, sku, progress, order } = attempt;
        self.replace(&[ATTEMPT, key], &[player, sku, progress.word(), order])
    }

    /// Takes out the attempt of this key.
    pub(crate) fn forget(&mut self, key: &str) {
        self.take_out(&fields(&[ATTEMPT, key]));
    }

    /// Writes that a top-up of this player's is under way, in place of an earlier one.
    pub(crate) fn put_top_up(&mut self, player: &str, tier: &str) -> Result<(), JournalError> {
        self.replace(&[TOP_UP, player], &[tier])
    }

    pub(crate) fn forget_top_up(&mut self, player: &str) {
        self.take_out(&fields(&[TOP_UP, player]));
    }

    pub(crate) fn has_top_up(&self, player: &str) -> bool {
        let start = fields(&[TOP_UP, player]);
        let mut rest = &*self.body;
        while let Some(line) = cut(&mut rest, b'\n') {
            if line.starts_with(&start) {
                return true;
            }
        }
        false
    }

    fn replace(&mut self, start: &[&str], rest: &[&str]) -> Result<(), JournalError> {
        let count = start.len() + rest.len();
        let start = fields(start);
        let line = join(&[&start, &fields(rest), "\n"]);
        if line.bytes().filter(|byte| *byte < b' ').count() > count + 1 {
            return Err(JournalError::new(join(&["a name with a control character cannot be written: ", &line])));
        }
        self.take_out(&start);
        self.body.push_str(&line);
        Ok(())
    }

    /// Takes out the lines that begin like this: a whole line takes out itself, unless it has changed.
    pub(crate) fn take_out(&mut self, start: &str) {
        let mut kept = String::new();
        let mut rest = &*self.body;
        while let Some(line) = cut(&mut rest, b'\n') {
            if !line.starts_with(start) {
                kept.push_str(line);
                kept.push_str("\n");
            }
        }
        self.body = kept;
    }
}

impl<'a> Attempt<'a> {
    fn parse(mut line: &'a str) -> Option<Self> {
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

/// As they stand in a line. No field has a control character, so a tab ends it.
fn fields(fields: &[&str]) -> String {
    let mut text = String::new();
    for field in fields {
        text.push_str(field);
        text.push_str("\t");
    }
    text
}

fn header_of(body: &str) -> String {
    let mut header = VERSION.to_owned();
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

    fn full() -> Entries {
        let mut entries = Entries::default();
        for attempt in ATTEMPTS {
            entries.put(attempt).expect("it can be written");
        }
        entries.put_top_up("bert%", "1731381720000500").expect("it can be written");
        entries
    }

    fn attempts(entries: &Entries) -> Vec<Attempt<'_>> {
        let attempts = entries.attempts().expect("every line is an entry");
        attempts.into_iter().map(|(_, attempt)| attempt).collect()
    }

    #[test]
    fn entries_come_back_as_they_were_written() {
        let read = Entries::parse(&full().to_text()).expect("it was just written");
        assert_eq!(attempts(&read), ATTEMPTS);
        assert!(read.has_top_up("bert%") && !read.has_top_up("bert"));
    }

    #[test]
    fn the_text_is_what_a_later_version_will_find() {
        let mut entries = Entries::default();
        let attempt = Attempt { key: "2a", progress: Progress::Ordered, order: "TOID1", ..KEYED };
        entries.put(attempt).expect("it can be written");
        entries.put_top_up("anna", "tier-500").expect("it can be written");
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
            entries.forget(attempt.key);
        }
        entries.forget_top_up("bert%");
        assert_eq!(entries, Entries::default());
    }

    #[test]
    fn an_attempt_that_has_gone_on_is_not_taken_out_by_its_old_line() {
        let mut entries = full();
        let old = full().attempts().expect("every line is an entry")[0].0.to_owned();
        entries.put(Attempt { progress: Progress::Ordered, order: "TOID2", ..KEYED }).expect("it can be written");
        entries.take_out(&old);
        assert_eq!(attempts(&entries).len(), ATTEMPTS.len());
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
        for line in ["attempt\t1\tanna\tsword\tkeyed", "attempt\t1\tanna\t", "attempt\t1\tanna\tsword\tbaked\tTOID1\t"] {
            let entries = Entries { body: format!("{line}\n") };
            assert!(entries.attempts().unwrap_err().to_string().contains(line));
        }
    }

    #[test]
    fn a_name_that_would_break_a_line_is_refused_and_changes_nothing() {
        for order in ["TOID\t1", "TOID\n1", "\u{7}"] {
            let mut entries = full();
            let error = entries.put(Attempt { progress: Progress::Ordered, order, ..KEYED }).unwrap_err();
            assert!(error.to_string().contains("control character"), "{error}");
            assert_eq!(entries, full());
        }
    }

    #[test]
    fn a_repeated_key_replaces_what_was_known() {
        let mut entries = full();
        let ordered = Attempt { progress: Progress::Ordered, order: "TOID2", ..KEYED };
        entries.put(ordered).expect("it can be written");
        assert_eq!((attempts(&entries).len(), attempts(&entries).last()), (3, Some(&ordered)));
    }
}
