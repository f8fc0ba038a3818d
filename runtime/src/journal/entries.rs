//! The journal's entries and the text they are kept as.
//!
//! One line an entry, fields apart by tabs, under a first line with the version and a checksum of the rest:
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
use crate::{OrderKey, PlayerTag, TradeOrderId};

const HEADER: &str = "purchasable-journal 1 ";
const ATTEMPT: &str = "attempt";
const TOP_UP: &str = "top-up";

/// So that a usual entry is added without growing the text.
const ROOM_FOR_AN_ENTRY: usize = 160;

/// Everything on record, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries {
    body: String,
}

/// One attempt to buy something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) player: PlayerTag,
    pub(crate) key: OrderKey,
    pub(crate) sku: String,
    pub(crate) progress: Progress,
}

/// How far an attempt had come when it was last written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// An order may exist under the key. Nothing was paid: that needs the order's id.
    Keyed,
    /// The order exists and may be paid.
    Ordered(TradeOrderId),
    /// The game has saved what was bought; the backend may not know it yet.
    Delivered(TradeOrderId),
}

impl Entries {
    /// Takes a whole text in. Its lines are read when they are asked for.
    pub(crate) fn parse(text: &str) -> Result<Self, JournalError> {
        let kept = if text.is_empty() { "" } else { checked_body(text)? };
        let mut body = String::with_capacity(kept.len() + ROOM_FOR_AN_ENTRY);
        body.push_str(kept);
        Ok(Self { body })
    }

    pub(crate) fn to_text(&self) -> String {
        if self.body.is_empty() {
            return String::new();
        }
        let mut text = String::with_capacity(HEADER.len() + 17 + self.body.len());
        text.push_str(HEADER);
        push_hex(&mut text, checksum(&self.body).into(), 16);
        text.push('\n');
        text.push_str(&self.body);
        text
    }

    /// Every attempt on record.
    pub(crate) fn attempts(&self) -> Result<Vec<Attempt>, JournalError> {
        let mut attempts = Vec::new();
        for line in self.body.lines().filter(|line| line.starts_with(ATTEMPT)) {
            attempts.push(Attempt::parse(line).ok_or_else(|| no_entry(line))?);
        }
        Ok(attempts)
    }

    /// Writes an attempt, in place of what was known of its key.
    pub(crate) fn put(&mut self, attempt: &Attempt) {
        self.forget(attempt.key);
        attempt.write(&mut self.body);
    }

    /// Takes out the attempt of this key.
    pub(crate) fn forget(&mut self, key: OrderKey) {
        let mut start = String::with_capacity(ATTEMPT.len() + 34);
        push_attempt_of(&mut start, key);
        self.take_out(&start);
    }

    /// Takes out an attempt, unless it has gone on since it was read.
    pub(crate) fn forget_unchanged(&mut self, attempt: &Attempt) {
        let mut line = String::new();
        attempt.write(&mut line);
        self.take_out(&line);
    }

    /// Writes that a top-up of this player's is under way, in place of an earlier one.
    pub(crate) fn put_top_up(&mut self, player: &PlayerTag, tier: &str) {
        self.forget_top_up(player);
        push_fields(&mut self.body, &[TOP_UP, player.as_str(), tier]);
        self.body.push('\n');
    }

    pub(crate) fn forget_top_up(&mut self, player: &PlayerTag) {
        self.take_out(&top_up_of(player));
    }

    pub(crate) fn has_top_up(&self, player: &PlayerTag) -> bool {
        let start = top_up_of(player);
        self.body.lines().any(|line| line.starts_with(&start))
    }

    fn take_out(&mut self, start: &str) {
        if self.body.split_inclusive('\n').any(|line| line.starts_with(start)) {
            let mut kept = String::with_capacity(self.body.len() + ROOM_FOR_AN_ENTRY);
            for line in self.body.split_inclusive('\n').filter(|line| !line.starts_with(start)) {
                kept.push_str(line);
            }
            self.body = kept;
        }
    }
}

impl Attempt {
    fn write(&self, body: &mut String) {
        push_attempt_of(body, self.key);
        let (player, sku) = (self.player.as_str(), &self.sku);
        match &self.progress {
            Progress::Keyed => push_fields(body, &[player, sku, "keyed"]),
            Progress::Ordered(id) => push_fields(body, &[player, sku, "ordered", id.as_str()]),
            Progress::Delivered(id) => push_fields(body, &[player, sku, "delivered", id.as_str()]),
        }
        body.push('\n');
    }

    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split('\t').skip(1);
        let mut field = || fields.next();
        let key = OrderKey(u128::from_str_radix(field()?, 16).ok()?);
        let (player, sku) = (unescape(field()?)?, unescape(field()?)?);
        let progress = Progress::parse(field()?, field().map_or(Some(None), |order| unescape(order).map(Some))?)?;
        Some(Self { player: player.into(), key, sku, progress })
    }
}

impl Progress {
    pub(crate) fn order(&self) -> Option<&TradeOrderId> {
        match self {
            Self::Keyed => None,
            Self::Ordered(order) | Self::Delivered(order) => Some(order),
        }
    }

    pub(crate) fn into_order(self) -> Option<TradeOrderId> {
        match self {
            Self::Keyed => None,
            Self::Ordered(order) | Self::Delivered(order) => Some(order),
        }
    }

    pub(crate) fn is_delivered(&self) -> bool {
        matches!(self, Self::Delivered(_))
    }

    fn parse(name: &str, order: Option<String>) -> Option<Self> {
        match (name, order) {
            ("keyed", None) => Some(Self::Keyed),
            ("ordered", Some(order)) => Some(Self::Ordered(order.into())),
            ("delivered", Some(order)) => Some(Self::Delivered(order.into())),
            _ => None,
        }
    }
}

fn checked_body(text: &str) -> Result<&str, JournalError> {
    let (first, body) = text.split_once('\n').ok_or_else(|| unreadable("its first line is torn"))?;
    let sum = first.strip_prefix(HEADER).ok_or_else(|| unreadable("it was not written by this version"))?;
    if u64::from_str_radix(sum, 16) == Ok(checksum(body)) { Ok(body) } else { Err(unreadable("its checksum is wrong")) }
}

fn unreadable(why: &str) -> JournalError {
    JournalError::unreadable(["the journal cannot be read, and is left as it is: ", why].concat())
}

fn no_entry(line: &str) -> JournalError {
    unreadable(&["the line `", line, "` is no entry"].concat())
}

/// How every line about the attempt of this key begins.
fn push_attempt_of(text: &mut String, key: OrderKey) {
    text.push_str(ATTEMPT);
    text.push('\t');
    push_hex(text, key.0, 32);
    text.push('\t');
}

/// How every line about this player's top-up begins.
fn top_up_of(player: &PlayerTag) -> String {
    let mut start = String::new();
    push_fields(&mut start, &[TOP_UP, player.as_str()]);
    start.push('\t');
    start
}

fn push_fields(text: &mut String, fields: &[&str]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            text.push('\t');
        }
        push_escaped(text, field);
    }
}

/// Percent signs and control characters, so that any id fits into one field of one line.
fn push_escaped(text: &mut String, field: &str) {
    let has_to_be_escaped = |character: char| character == '%' || character.is_ascii_control();
    if !field.contains(has_to_be_escaped) {
        return text.push_str(field);
    }
    for character in field.chars() {
        if has_to_be_escaped(character) {
            text.push('%');
            push_hex(text, u32::from(character).into(), 2);
        } else {
            text.push(character);
        }
    }
}

fn unescape(field: &str) -> Option<String> {
    let mut parts = field.split('%');
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        plain.push(char::from(u8::from_str_radix(code, 16).ok()?));
        plain.push_str(rest);
    }
    Some(plain)
}

/// The last `digits` hexadecimal digits of a number.
fn push_hex(text: &mut String, number: u128, digits: u32) {
    let digit = |at| char::from(b"0123456789abcdef"[(number >> (4 * at)) as usize & 0xf]);
    text.extend((0..digits).rev().map(digit));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(key: u128, progress: Progress) -> Attempt {
        Attempt { player: "anna".into(), key: OrderKey(key), sku: "steel_sword".into(), progress }
    }

    fn attempts() -> Vec<Attempt> {
        vec![
            attempt(1, Progress::Keyed),
            attempt(2, Progress::Ordered("TOID 1\t%\n".into())),
            Attempt { player: "".into(), ..attempt(u128::MAX, Progress::Delivered("größe".into())) },
        ]
    }

    fn full() -> Entries {
        let mut entries = Entries::default();
        for attempt in attempts() {
            entries.put(&attempt);
        }
        entries.put_top_up(&"bert\t".into(), "1731381720000500");
        entries
    }

    #[test]
    fn entries_come_back_as_they_were_written() {
        let read = Entries::parse(&full().to_text()).expect("it was just written");
        assert_eq!(read.attempts(), Ok(attempts()));
        assert!(read.has_top_up(&"bert\t".into()) && !read.has_top_up(&"bert".into()));
    }

    #[test]
    fn the_text_is_what_a_later_version_will_find() {
        let mut entries = Entries::default();
        entries.put(&attempt(0x2a, Progress::Ordered("TOID1".into())));
        entries.put_top_up(&"anna".into(), "tier-500");
        let text = "purchasable-journal 1 8688605544432976\n\
                    attempt\t0000000000000000000000000000002a\tanna\tsteel_sword\tordered\tTOID1\n\
                    top-up\tanna\ttier-500\n";
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
        for attempt in attempts() {
            entries.forget(attempt.key);
        }
        entries.forget_top_up(&"bert\t".into());
        assert_eq!(entries, Entries::default());
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
        for line in
            ["attempt\tzz\tanna\tsword\tkeyed", "attempt\t1\tanna\tsword\tordered", "attempt\t1\tanna\t%\tkeyed"]
        {
            let entries = Entries { body: format!("{line}\n") };
            assert!(entries.attempts().unwrap_err().to_string().contains(line));
        }
    }

    #[test]
    fn a_repeated_key_replaces_what_was_known() {
        let mut entries = full();
        let ordered = attempt(1, Progress::Ordered("TOID2".into()));
        entries.put(&ordered);
        let attempts = entries.attempts().expect("all are entries");
        assert_eq!((attempts.len(), attempts.last()), (3, Some(&ordered)));
    }
}
