//! The journal's entries and the text they are kept as.
//!
//! One line an entry, under a first line with the version and a checksum of the rest. Every field ends with a tab, and the last
//! thing in a line is a checksum of what stands before it, so that of a damaged text the whole lines are known:
//!
//! ```text
//! purchasable-journal 1 9ae16a3b2f90404f
//! attempt <player> <key> <sku> <progress> <order> <checksum>
//! top-up <player> <tier> <checksum>
//! ```
//!
//! Writing an entry leaves the other lines as they are: a purchase costs no more for what else is on record, and a line of a
//! kind that a later build of the same version writes is kept.

use super::checksum::checksum;
use super::line::{CHECKSUM, END_OF_LINE, Lines, attempts_of, is_whole, push_line};
use crate::text::push_hex;

const NAME: &str = "purchasable-journal ";
const VERSION: &str = "purchasable-journal 1 ";

/// How long the first line is, with its end.
const HEADER: usize = VERSION.len() + CHECKSUM + END_OF_LINE.len();
/// So many attempts of one player are on record at most.
const MOST_ATTEMPTS: usize = 64;

/// Everything on record, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries {
    text: String,
}

impl Entries {
    /// Takes a whole text in, or gives it back. Its lines are read when they are asked for.
    pub(crate) fn parse(text: String) -> Result<Self, String> {
        let entries = Self { text };
        let mut header = String::with_capacity(HEADER);
        push_header(&mut header, entries.body());
        let is_whole = entries.text.is_empty() || entries.text.starts_with(&header);
        if is_whole { Ok(entries) } else { Err(entries.text) }
    }

    /// The lines that are whole. Of a later version's text, which has its own idea of a line, none.
    pub(super) fn salvage(text: &str) -> Self {
        let is_known = !text.starts_with(NAME) || text.starts_with(VERSION);
        let mut body = String::new();
        for line in (Lines { rest: text }).filter(|line| is_known && is_whole(line)) {
            push_line(&mut body, line);
        }
        Self::of(&body)
    }

    pub(crate) fn as_text(&self) -> &str {
        &self.text
    }

    /// The lines that tell of attempts of this player's.
    pub(crate) fn attempts_of(&self, player: &str) -> impl Iterator<Item = &str> {
        let start = attempts_of(player);
        Lines { rest: self.body() }.filter(move |line| line.starts_with(&start))
    }

    /// Whether a line begins like this.
    pub(crate) fn has(&self, start: &str) -> bool {
        Lines { rest: self.body() }.any(|line| line.starts_with(start))
    }

    /// Whether this player has more attempts on record than there is room for.
    pub(super) fn are_too_many_of(&self, player: &str) -> bool {
        self.attempts_of(player).count() > MOST_ATTEMPTS
    }

    /// The same with a line in place of those that begin like one of these. A whole line takes out itself, unless it has
    /// changed; an empty one only takes out.
    pub(crate) fn with(&self, starts: &[String], line: &str) -> Self {
        let mut body = String::with_capacity(self.text.len() + line.len() + END_OF_LINE.len());
        for kept in (Lines { rest: self.body() })
            .filter(|kept| !starts.iter().any(|start| kept.starts_with(start)))
            .chain([line])
        {
            if !kept.is_empty() {
                push_line(&mut body, kept);
            }
        }
        Self::of(&body)
    }

    fn of(body: &str) -> Self {
        if body.is_empty() {
            return Self::default();
        }
        let mut text = String::with_capacity(HEADER + body.len());
        push_header(&mut text, body);
        text.push_str(body);
        Self { text }
    }

    fn body(&self) -> &str {
        self.text.get(HEADER..).unwrap_or_default()
    }
}

fn push_header(text: &mut String, body: &str) {
    text.push_str(VERSION);
    push_hex(text, checksum(body));
    text.push_str(END_OF_LINE);
}

#[cfg(test)]
mod tests {
    use super::super::attempt::{Attempt, Progress};
    use super::super::line::{attempt_of, line, top_up_line, top_up_of};
    use super::*;

    /// What is on devices now.
    const GOLDEN: &str = include_str!("version-1.journal");

    const KEYED: Attempt<'_> = Attempt {
        key: "00000000000000000000000000000001",
        player: "anna",
        sku: "steel_sword",
        progress: Progress::Keyed,
        order: "",
    };
    const ATTEMPTS: [Attempt<'_>; 3] = [
        KEYED,
        Attempt {
            key: "00000000000000000000000000000002",
            progress: Progress::Ordered,
            order: "7340000000000000001",
            ..KEYED
        },
        Attempt { key: "03", player: "", progress: Progress::Delivered, order: "größe 1%", ..KEYED },
    ];

    fn put(entries: &mut Entries, attempt: Attempt<'_>) {
        *entries =
            entries.with(&[attempt_of(attempt.player, attempt.key)], &attempt.line().expect("it can be written"));
    }

    fn full() -> Entries {
        let mut entries = Entries::default();
        for attempt in ATTEMPTS {
            put(&mut entries, attempt);
        }
        let top_up = top_up_line("bert%", "1731381720000500").expect("it can be written");
        entries.with(&[top_up_of("bert%")], &top_up)
    }

    fn parse(text: &str) -> Option<Entries> {
        Entries::parse(text.to_owned()).ok()
    }

    fn attempts(entries: &Entries) -> Vec<Attempt<'_>> {
        let lines = ["anna", ""].into_iter().flat_map(|player| entries.attempts_of(player));
        lines.map(Attempt::parse).collect::<Result<_, _>>().expect("every line is an entry")
    }

    fn lines(entries: &Entries) -> Vec<&str> {
        Lines { rest: entries.body() }.collect()
    }

    #[test]
    fn what_this_build_writes_is_version_1_to_the_byte() {
        assert_eq!(
            full().as_text(),
            GOLDEN,
            "This is the format of the journals on players' devices. A text that looks different is set aside by every \
             build out there, and theirs by this one. If that is meant: raise the version in `VERSION`, read version 1 as \
             well, and keep this file beside the new one. It is never changed."
        );
    }

    #[test]
    fn what_is_on_devices_is_read_to_the_last_entry() {
        let read = parse(GOLDEN).expect("version 1 is read by every build");
        assert_eq!(attempts(&read), ATTEMPTS);
        assert!(read.has(&top_up_of("bert%")) && !read.has(&top_up_of("bert")));
        assert_eq!(read.as_text(), GOLDEN);
    }

    #[test]
    fn an_empty_journal_is_an_empty_text() {
        assert_eq!(Entries::default().as_text(), "");
        assert_eq!(parse(""), Some(Entries::default()));
    }

    #[test]
    fn what_was_put_in_can_be_taken_out() {
        let mut entries = full();
        for attempt in ATTEMPTS {
            entries = entries.with(&[attempt_of(attempt.player, attempt.key)], "");
        }
        assert_eq!(entries.with(&[top_up_of("bert%")], ""), Entries::default());
    }

    #[test]
    fn an_attempt_that_has_gone_on_is_not_taken_out_by_its_old_line() {
        let mut entries = full();
        let old = full().attempts_of("anna").next().expect("there are three").to_owned();
        put(&mut entries, Attempt { progress: Progress::Ordered, order: "TOID2", ..KEYED });
        assert_eq!(entries.with(&[old], ""), entries);
    }

    #[test]
    fn of_every_torn_text_the_whole_lines_are_kept() {
        let ends: Vec<_> = GOLDEN.match_indices('\n').map(|(at, _)| at).collect();
        for end in (1..GOLDEN.len()).filter(|end| GOLDEN.is_char_boundary(*end)) {
            let torn = &GOLDEN[..end];
            assert_eq!(parse(torn), None, "accepted {torn:?}");
            let entries = Entries::salvage(torn);
            // A line is whole once its last character is there. The first line is no entry.
            let expected = ends[1..].iter().filter(|line_end| **line_end <= end).count();
            assert_eq!(lines(&entries), lines(&full())[..expected], "{torn:?}");
            assert_eq!(parse(entries.as_text()), Some(entries), "{torn:?}");
        }
    }

    #[test]
    fn a_flipped_bit_costs_the_line_it_is_in() {
        for (at, bit) in (0..GOLDEN.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut bytes = GOLDEN.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let flipped = String::from_utf8_lossy(&bytes);
            assert_eq!(parse(&flipped), None, "accepted {flipped:?}");
            let kept = Entries::salvage(&flipped);
            assert_eq!(lines(&kept), lines_without_byte(at), "byte {at}, bit {bit}: {flipped:?}");
        }
    }

    /// Without its end, a line and the next have become one. A text of another version is no text of this one.
    fn lines_without_byte(at: usize) -> Vec<&'static str> {
        let mut start = 0;
        let lines = GOLDEN.lines().filter(|line| {
            let own = start..=start + line.len();
            let joined_to_the_one_before = start == at + 1;
            start = own.end() + 1;
            !own.contains(&at) && !joined_to_the_one_before && !line.starts_with(VERSION)
        });
        if (NAME.len()..VERSION.len()).contains(&at) { Vec::new() } else { lines.collect() }
    }

    #[test]
    fn a_line_of_an_unknown_kind_is_kept_where_it_stands() {
        let unknown = line(&["attempted", "somebody else", "x"]).expect("it can be written");
        let entries = full().with(&[], &unknown);
        let read = parse(entries.as_text()).expect("a newer build of this version wrote it");
        assert_eq!(attempts(&read), ATTEMPTS);
        assert_eq!(lines(&read.with(&[attempt_of(KEYED.player, KEYED.key)], "")).last(), Some(&&*unknown));
        assert_eq!(Entries::salvage(&entries.as_text()[1..]), entries);
    }

    #[test]
    fn of_a_later_version_nothing_is_taken_for_a_line_of_this_one() {
        let later = GOLDEN.replacen(VERSION, "purchasable-journal 2 ", 1);
        assert!(parse(&later).is_none());
        assert_eq!(Entries::salvage(&later), Entries::default());
    }

    #[test]
    fn of_what_somebody_else_wrote_nothing_is_kept() {
        for foreign in ["torn", "{\"gold\":3}", "\0\0\0\0", "attempt\t1\tanna\tsword\tkeyed\t\t\n", "\n\n\r\n", "ß"] {
            assert!(parse(foreign).is_none());
            assert_eq!(Entries::salvage(foreign), Entries::default(), "{foreign:?}");
        }
    }

    #[test]
    fn a_repeated_key_replaces_what_was_known() {
        let mut entries = full();
        let ordered = Attempt { progress: Progress::Ordered, order: "TOID2", ..KEYED };
        put(&mut entries, ordered);
        let of_anna: Vec<_> = attempts(&entries).into_iter().filter(|attempt| attempt.player == "anna").collect();
        assert_eq!((of_anna.len(), of_anna.last()), (2, Some(&ordered)));
    }
}
