//! What a [`Journal`] has to do.

use super::Report;
use super::check::{Able, Cannot, Check, behaviours, must, saw};
use crate::{Journal, JournalError};

/// The storage under test. A closure that opens it is one: `|| LocalStorage::new("orders")`.
pub trait Storage {
    /// A handle to the storage.
    type Journal: Journal;

    /// Opens it, as each start of the game does. What was saved before is there.
    fn open(&mut self) -> Self::Journal;

    /// Opens another journal in the same place, as another game on the same page does.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn open_another(&mut self) -> Able<Self::Journal> {
        Err(Cannot::new("this harness opens no second journal"))
    }

    /// Lets the storage refuse every text from here on, as a full one does, or take texts again.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn set_full(&mut self, full: bool) -> Able {
        let _ = full;
        Err(Cannot::new("this harness cannot fill its storage"))
    }

    /// Every text that was [set aside](Journal::set_aside), in any order.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn texts_set_aside(&mut self) -> Able<Vec<String>> {
        Err(Cannot::new("this harness does not see what is set aside"))
    }
}

impl<J: Journal, F: FnMut() -> J> Storage for F {
    type Journal = J;

    fn open(&mut self) -> J {
        self()
    }
}

/// Tries a [`Journal`]: `storage` opens it, again and again, and begins with one in which nothing was ever saved.
pub fn journal(mut storage: impl Storage) -> Report {
    let mut report = Report::of("journal");
    run(&mut storage, &mut report);
    report
}

behaviours! {
    /// What a [`Journal`] has to do.
    JOURNAL by run(storage: impl Storage);
    "J1" empty_at_first "Where nothing was saved, the text is empty."
    "J2" loaded "What was saved is loaded, and loading it changes nothing."
    "J3" survives_a_reload "What was saved is there when the storage is opened again."
    "J4" seen_by_every_handle "Two open handles see one text: another tab's is never overwritten unseen."
    "J5" replaced_whole "A text replaces the one before it whole, however short it is."
    "J6" emptied "An empty text can be saved, and leaves an empty one."
    "J7" control_characters "Tabs, line ends of every kind, NUL and spaces at the ends come back as they were."
    "J8" beyond_ascii "Text of every script comes back as it was: neither normalised nor cut between two surrogates."
    "J9" long "A text of 64 KB comes back whole."
    "J10" saved_often "Of a thousand texts the last one is loaded."
    "J11" apart_from_another "Another journal in the same place has a text of its own."
    "J12" full "A full storage says so, and still has the text before."
    "J13" stays_where_it_is "Setting a text aside leaves the journal's own text as it is, whether it is kept or refused."
    "J14" set_aside "A text that is set aside is found as it was; the same one again is kept once."
    "J15" none_dropped "Of a hundred texts that are set aside, each is kept or refused, and none is dropped for another."
}

fn empty_at_first(storage: &mut impl Storage) -> Check {
    same("", &load(&storage.open())?)
}

fn loaded(storage: &mut impl Storage) -> Check {
    let journal = storage.open();
    save(&journal, "an order")?;
    same("an order", &load(&journal)?)?;
    same("an order", &load(&journal)?)
}

fn survives_a_reload(storage: &mut impl Storage) -> Check {
    save(&storage.open(), "before the reload")?;
    same("before the reload", &load(&storage.open())?)
}

fn seen_by_every_handle(storage: &mut impl Storage) -> Check {
    let (one, other) = (storage.open(), storage.open());
    for text in ["first", "second"] {
        save(&one, text)?;
        same(text, &load(&other)?)?;
    }
    save(&other, "third")?;
    same("third", &load(&one)?)
}

fn replaced_whole(storage: &mut impl Storage) -> Check {
    let journal = storage.open();
    save(&journal, "a long line\nand another one\n")?;
    save(&journal, "short")?;
    same("short", &load(&journal)?)
}

fn emptied(storage: &mut impl Storage) -> Check {
    save(&storage.open(), "something")?;
    save(&storage.open(), "")?;
    same("", &load(&storage.open())?)
}

fn control_characters(storage: &mut impl Storage) -> Check {
    comes_back(storage, " \ta\tb\r\nc\rd\n\ne\0f\u{1b}\u{7f}\u{2028}\u{feff}g\n ")
}

fn beyond_ascii(storage: &mut impl Storage) -> Check {
    comes_back(storage, "\u{feff}äöü a\u{308} 剣 \u{202e}سيف 🗡️👩‍🚀 \u{10ffff}")
}

fn long(storage: &mut impl Storage) -> Check {
    let text: String = "0123456789abcde\n".chars().cycle().take(64 * 1024).collect();
    comes_back(storage, &text)
}

fn saved_often(storage: &mut impl Storage) -> Check {
    let journal = storage.open();
    for number in 1..=1000 {
        save(&journal, &number.to_string())?;
    }
    same("1000", &load(&storage.open())?)
}

fn apart_from_another(storage: &mut impl Storage) -> Check {
    let (one, another) = (storage.open(), storage.open_another()?);
    save(&one, "one")?;
    save(&another, "another")?;
    same("one", &load(&one)?)?;
    same("another", &load(&another)?)
}

fn full(storage: &mut impl Storage) -> Check {
    let journal = storage.open();
    save(&journal, "before")?;
    storage.set_full(true)?;
    // A shorter one may fit in its place.
    let refused = journal.save("a longer one");
    let kept = load(&journal);
    storage.set_full(false)?;
    must(refused.is_err(), || "the full storage took a text and reported no error".to_owned())?;
    same("before", &kept?)
}

fn stays_where_it_is(storage: &mut impl Storage) -> Check {
    let journal = storage.open();
    save(&journal, "the text")?;
    // Both is allowed.
    let _ = journal.set_aside("something that makes no sense");
    same("the text", &load(&journal)?)?;
    same("the text", &load(&storage.open())?)
}

fn set_aside(storage: &mut impl Storage) -> Check {
    let text = "half a line\tgröße\n\0";
    storage.texts_set_aside()?;
    for _ in 0..2 {
        if storage.open().set_aside(text).is_err() {
            return Err(Cannot::new("this journal refuses to set anything aside").into());
        }
    }
    let kept = storage.texts_set_aside()?.into_iter().filter(|kept| kept == text).count();
    must(kept == 1, || format!("it is there {kept} times"))
}

fn none_dropped(storage: &mut impl Storage) -> Check {
    storage.texts_set_aside()?;
    let journal = storage.open();
    let texts = (1..=100).map(|number| format!("damage {number}"));
    let taken: Vec<_> = texts.filter(|text| journal.set_aside(text).is_ok()).collect();
    let kept = storage.texts_set_aside()?;
    let lost: Vec<_> = taken.iter().filter(|text| !kept.contains(text)).collect();
    must(lost.is_empty(), || format!("{} were taken, and these are gone: {lost:?}", taken.len()))
}

fn comes_back(storage: &mut impl Storage, text: &str) -> Check {
    save(&storage.open(), text)?;
    same(text, &load(&storage.open())?)
}

fn save(journal: &impl Journal, text: &str) -> Check {
    journal.save(text).map_err(|error: JournalError| saw(format!("the storage refused {} bytes: {error}", text.len())))
}

fn load(journal: &impl Journal) -> Check<String> {
    journal.load().map_err(|error| saw(format!("the storage could not be read: {error}")))
}

/// What was loaded is what was saved. Where it is not, only the place is told: the texts may be long.
fn same(saved: &str, loaded: &str) -> Check {
    must(saved == loaded, || {
        let alike = saved.chars().zip(loaded.chars()).take_while(|(saved, loaded)| saved == loaded).count();
        let rest = |text: &str| text.chars().skip(alike).take(20).collect::<String>();
        let (saved_rest, loaded_rest) = (rest(saved), rest(loaded));
        let (saved, loaded) = (saved.len(), loaded.len());
        let where_they_differ = format!("after {alike} characters, expected {saved_rest:?}, found {loaded_rest:?}");
        format!("{saved} bytes were saved and {loaded} loaded; {where_they_differ}")
    })
}
