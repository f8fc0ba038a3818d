//! The journal's entries and the text they are kept as.
//!
//! One line an entry, fields apart by tabs, under a first line with the version and a checksum of the rest:
//!
//! ```text
//! purchasable-journal 1 9ae16a3b2f90404f
//! attempt <key> <player> <sku> <progress> <order>
//! top-up  <player> <tier>
//! ```

use core::fmt::Write as _;

use super::JournalError;
use crate::item::fingerprint;
use crate::{OrderKey, PlayerTag, TradeOrderId};

const HEADER: &str = "purchasable-journal 1 ";

/// Everything on record, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries {
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) top_ups: Vec<TopUp>,
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

/// A top-up whose Beans have not been seen in the wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TopUp {
    pub(crate) player: PlayerTag,
    pub(crate) tier: String,
}

impl Entries {
    /// Writes an attempt, in place of what was known of its key.
    pub(crate) fn put(&mut self, attempt: Attempt) {
        match self.attempts.iter_mut().find(|known| known.key == attempt.key) {
            Some(known) => *known = attempt,
            None => self.attempts.push(attempt),
        }
    }

    /// Takes out the attempt of this key.
    pub(crate) fn forget(&mut self, key: OrderKey) {
        self.attempts.retain(|attempt| attempt.key != key);
    }

    pub(crate) fn put_top_up(&mut self, top_up: TopUp) {
        self.forget_top_ups(&top_up.player);
        self.top_ups.push(top_up);
    }

    pub(crate) fn forget_top_ups(&mut self, player: &PlayerTag) {
        self.top_ups.retain(|top_up| top_up.player != *player);
    }

    pub(crate) fn has_top_up(&self, player: &PlayerTag) -> bool {
        self.top_ups.iter().any(|top_up| top_up.player == *player)
    }

    pub(crate) fn to_text(&self) -> String {
        let mut body = String::new();
        for attempt in &self.attempts {
            attempt.write(&mut body);
        }
        for top_up in &self.top_ups {
            write_line(&mut body, &["top-up", top_up.player.as_str(), &top_up.tier]);
        }
        if body.is_empty() { body } else { format!("{HEADER}{:016x}\n{body}", fingerprint(&body)) }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, JournalError> {
        let mut entries = Self::default();
        if text.is_empty() {
            return Ok(entries);
        }
        for line in checked_body(text)?.lines() {
            entries.parse_line(line).ok_or_else(|| unreadable(&format!("the line `{line}` is no entry")))?;
        }
        Ok(entries)
    }

    fn parse_line(&mut self, line: &str) -> Option<()> {
        let fields: Vec<String> = line.split('\t').map(unescape).collect::<Option<_>>()?;
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        match fields[..] {
            ["attempt", key, player, sku, ref progress @ ..] => self.attempts.push(Attempt {
                player: player.into(),
                key: OrderKey(u128::from_str_radix(key, 16).ok()?),
                sku: sku.to_owned(),
                progress: Progress::parse(progress)?,
            }),
            ["top-up", player, tier] => self.top_ups.push(TopUp { player: player.into(), tier: tier.to_owned() }),
            _ => return None,
        }
        Some(())
    }
}

impl Attempt {
    fn write(&self, body: &mut String) {
        let key = self.key.to_string();
        let (player, sku) = (self.player.as_str(), self.sku.as_str());
        match &self.progress {
            Progress::Keyed => write_line(body, &["attempt", &key, player, sku, "keyed"]),
            Progress::Ordered(id) => write_line(body, &["attempt", &key, player, sku, "ordered", id.as_str()]),
            Progress::Delivered(id) => write_line(body, &["attempt", &key, player, sku, "delivered", id.as_str()]),
        }
    }
}

impl Progress {
    fn parse(fields: &[&str]) -> Option<Self> {
        match *fields {
            ["keyed"] => Some(Self::Keyed),
            ["ordered", order] => Some(Self::Ordered(order.into())),
            ["delivered", order] => Some(Self::Delivered(order.into())),
            _ => None,
        }
    }
}

fn checked_body(text: &str) -> Result<&str, JournalError> {
    let (first, body) = text.split_once('\n').ok_or_else(|| unreadable("its first line is torn"))?;
    let sum = first.strip_prefix(HEADER).ok_or_else(|| unreadable("it was not written by this version"))?;
    if u64::from_str_radix(sum, 16) == Ok(fingerprint(body)) {
        Ok(body)
    } else {
        Err(unreadable("its checksum is wrong"))
    }
}

fn unreadable(why: &str) -> JournalError {
    JournalError::new(format!("the journal cannot be read, and is left as it is: {why}"))
}

fn write_line(body: &mut String, fields: &[&str]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            body.push('\t');
        }
        escape(body, field);
    }
    body.push('\n');
}

/// Percent signs and control characters, so that any id fits into one field of one line.
fn escape(body: &mut String, field: &str) {
    for character in field.chars() {
        if character == '%' || character.is_ascii_control() {
            // Writing to a `String` cannot fail.
            let _ = write!(body, "%{:02x}", u32::from(character));
        } else {
            body.push(character);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(key: u128, progress: Progress) -> Attempt {
        Attempt { player: "anna".into(), key: OrderKey(key), sku: "steel_sword".into(), progress }
    }

    fn full() -> Entries {
        Entries {
            attempts: vec![
                attempt(1, Progress::Keyed),
                attempt(2, Progress::Ordered("TOID 1\t%\n".into())),
                attempt(u128::MAX, Progress::Delivered("größe".into())),
            ],
            top_ups: vec![TopUp { player: "".into(), tier: "1731381720000500".into() }],
        }
    }

    #[test]
    fn entries_come_back_as_they_were_written() {
        assert_eq!(Entries::parse(&full().to_text()), Ok(full()));
    }

    #[test]
    fn an_empty_journal_is_an_empty_text() {
        assert_eq!(Entries::default().to_text(), "");
        assert_eq!(Entries::parse(""), Ok(Entries::default()));
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
    fn a_repeated_key_replaces_what_was_known() {
        let mut entries = full();
        entries.put(attempt(1, Progress::Ordered("TOID2".into())));
        assert_eq!(entries.attempts.len(), 3);
        assert_eq!(entries.attempts[0].progress, Progress::Ordered("TOID2".into()));
    }
}
