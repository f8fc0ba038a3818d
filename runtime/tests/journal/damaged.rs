//! A journal that cannot be read is set aside, and goes on with what is whole of it.

use purchasable::{
    Charged, Inventory as Home, Journal, JournalError, MemoryJournal, Reason, Retry, Shop, SimulatedTikTok, Stage,
};

use crate::support::{Gems, Inventory, SteelSword, buy, recover};

const LATER: &str = "purchasable-journal 2 0\nsomething from the future\n";
const FOREIGN: &str = "{\"gold\":3}";

/// A world in which the backend grants: of an order that the player has not been told of, only the journal knows.
struct World {
    tiktok: SimulatedTikTok,
    journal: MemoryJournal,
}

impl World {
    fn new() -> Self {
        let tiktok = SimulatedTikTok::new().with_inventory(Home::Backend);
        Self { tiktok, journal: MemoryJournal::new() }
    }

    fn shop(&self) -> Shop {
        self.shop_of("player")
    }

    fn shop_of(&self, player: &str) -> Shop {
        Shop::new(self.tiktok.clone(), self.tiktok.orders_of(player), self.journal.clone())
    }

    fn text(&self) -> String {
        self.journal.load().expect("memory")
    }

    fn write(&self, text: &str) {
        self.journal.save(text).expect("memory");
    }

    /// Two orders that are granted and not told, and nothing else.
    fn with_two_orders() -> Self {
        let world = Self::new();
        drop(buy(&world.shop(), Gems::Handful).expect("paid"));
        drop(buy(&world.shop(), SteelSword { sharpness: 3 }).expect("paid"));
        world
    }

    /// What is found now, without the player being told.
    fn found(&self) -> Vec<String> {
        let receipts = recover(&self.shop()).receipts;
        let mut found: Vec<_> = receipts.iter().map(|receipt| receipt.order().sku().to_owned()).collect();
        found.sort();
        found
    }

    #[track_caller]
    fn must_sell(&self) {
        drop(buy(&self.shop(), Gems::Chest).expect("the journal can be read again"));
    }
}

#[track_caller]
fn must_be_refused_for_now(shop: &Shop) {
    let error = buy(shop, Gems::Chest).expect_err("nothing is bought on top of such a text");
    assert!(matches!(error.reason(), Reason::Journal(error) if error.is_unreadable()), "{error}");
    assert_eq!((error.stage(), error.charged(), error.retry()), (Stage::Journal, Charged::No, Retry::AfterRecover));
}

#[test]
fn nothing_is_bought_on_a_text_that_makes_no_sense_until_recover_has_set_it_aside() {
    for text in [LATER, FOREIGN, "purchasable-journal 1 0123456789abcdef\n", "\0\0\0\0"] {
        let world = World::new();
        world.write(text);
        must_be_refused_for_now(&world.shop());
        assert_eq!((world.text().as_str(), world.tiktok.ledger().orders().len()), (text, 0));

        let error = recover(&world.shop()).journal.expect("it is told");
        assert!(error.is_unreadable() && error.to_string().contains("set aside"), "{error}");
        assert_eq!((world.text(), world.journal.texts_set_aside()), (String::new(), vec![text.to_owned()]));
        assert_eq!(recover(&world.shop()).journal, None, "it is told once");
        world.must_sell();
    }
}

#[test]
fn what_is_whole_of_a_damaged_text_brings_its_order() {
    let world = World::with_two_orders();
    let damaged = world.text().replace("steel_sword", "stale_sword");
    world.write(&damaged);
    let recovery = recover(&world.shop());
    let error = recovery.journal.expect("it is told");
    assert!(error.to_string().contains("it was set aside, and the lines of it that are whole are kept"), "{error}");
    assert_eq!(recovery.receipts.len(), 1);
    assert_eq!(recovery.receipts[0].order().sku(), "handful");
    assert_eq!(world.journal.texts_set_aside(), [damaged]);
    drop(recovery.receipts);
    assert_eq!(world.found(), ["handful"], "its line goes on");
    world.must_sell();
}

#[test]
fn a_journal_may_be_torn_anywhere() {
    let whole = World::with_two_orders();
    let text = whole.text();
    let ends: Vec<_> = text.match_indices('\n').skip(1).map(|(at, _)| at).collect();
    for end in 1..text.len() {
        let torn = &text[..end];
        whole.write(torn);
        must_be_refused_for_now(&whole.shop());
        assert_eq!(whole.found().len(), ends.iter().filter(|line_end| **line_end <= end).count(), "{torn:?}");
        // Eight are kept, and none is dropped for another: the next world has room of its own.
        let set_aside = whole.journal.texts_set_aside();
        assert!(set_aside.iter().any(|kept| kept == torn) || set_aside.len() == 8, "{torn:?}");
    }
}

#[test]
fn any_byte_may_be_another() {
    let text = World::with_two_orders().text();
    for at in 0..text.len() {
        let world = World::with_two_orders();
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] ^= 0x10;
        let damaged = String::from_utf8(bytes).expect("still ASCII");
        world.write(&damaged);
        must_be_refused_for_now(&world.shop());
        let found = world.found().len();
        assert_eq!(world.journal.texts_set_aside(), [damaged.as_str()]);
        // A first line of another version makes the text another version's; the end of a line belongs to two.
        let lines_lost = 2 - found;
        let first_line = at < text.find('\n').expect("it has one");
        assert!(if first_line { lines_lost != 1 } else { lines_lost >= 1 }, "{lines_lost} lost: {damaged:?}");
        world.must_sell();
    }
}

/// A sequence of numbers without a pattern that a journal could depend on.
fn numbers() -> impl FnMut() -> usize {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).expect("31 bits")
    }
}

#[test]
fn a_hundred_thousand_bytes_of_noise_are_set_aside() {
    let mut next = numbers();
    let noise: Vec<u8> = (0..100_000).map(|_| next().to_le_bytes()[0]).collect();
    let world = World::new();
    let text = String::from_utf8_lossy(&noise);
    world.write(&text);
    assert!(recover(&world.shop()).journal.is_some_and(|error| error.is_unreadable()));
    assert_eq!((world.text().as_str(), world.journal.texts_set_aside()), ("", vec![text.into_owned()]));
    world.must_sell();
}

#[test]
fn among_a_hundred_thousand_lines_of_noise_the_whole_ones_are_found() {
    let world = World::with_two_orders();
    let text = world.text();
    let whole: Vec<_> = text.lines().skip(1).collect();
    let mut next = numbers();
    let words =
        ["attempt", "top-up", "\t", "player", "keyed", "delivered", "purchasable-journal 1", "ß", "0123456789abcdef"];
    let mut lines: Vec<String> =
        (0..100_000).map(|_| (0..next() % 8).map(|_| words[next() % words.len()]).collect()).collect();
    lines[4_321] = whole[0].to_owned();
    lines[98_765] = whole[1].to_owned();
    world.write(&lines.join("\n"));
    assert_eq!(world.found(), ["handful", "steel_sword"]);
    assert_eq!(world.journal.texts_set_aside(), [lines.join("\n")]);
    assert_eq!(world.text(), text, "what was on record, to the byte");
}

#[test]
fn another_players_lines_are_kept_as_well() {
    let world = World::new();
    drop(buy(&world.shop_of("anna"), Gems::Handful).expect("paid"));
    drop(buy(&world.shop_of("bert"), Gems::Handful).expect("paid"));
    drop(buy(&world.shop_of("bert"), SteelSword { sharpness: 3 }).expect("paid"));
    world.write(&world.text().replace("steel_sword", "stale_sword"));

    let of_bert = recover(&world.shop_of("bert"));
    assert!(of_bert.journal.is_some() && of_bert.receipts.len() == 1);
    let of_anna = recover(&world.shop_of("anna"));
    assert!(of_anna.journal.is_none() && of_anna.receipts.len() == 1);
}

/// A journal of the game's own, which has no place for what makes no sense.
struct Plain(MemoryJournal);

impl Journal for Plain {
    fn load(&self) -> Result<String, JournalError> {
        self.0.load()
    }
    fn save(&self, text: &str) -> Result<(), JournalError> {
        self.0.save(text)
    }
}

#[test]
fn a_text_that_cannot_be_set_aside_stays_and_what_is_whole_of_it_is_used() {
    let world = World::with_two_orders();
    let damaged = world.text().replace("steel_sword", "stale_sword");
    world.write(&damaged);
    let shop = Shop::new(world.tiktok.clone(), world.tiktok.orders(), Plain(world.journal.clone()));
    for _ in 0..2 {
        must_be_refused_for_now(&shop);
        let recovery = recover(&shop);
        let error = recovery.journal.expect("it is told each time");
        assert!(error.is_unreadable() && error.to_string().contains("`Journal::set_aside`"), "{error}");
        assert_eq!(recovery.receipts.len(), 1);
    }
    assert_eq!(world.text(), damaged);
}

#[test]
fn what_is_told_of_a_whole_line_is_not_told_again_although_the_text_stays() {
    let world = World::with_two_orders();
    world.write(&world.text().replace("steel_sword", "stale_sword"));
    let shop = Shop::new(world.tiktok.clone(), world.tiktok.orders(), Plain(world.journal.clone()));
    let mut inventory = Inventory::default();
    inventory.give_all(recover(&shop));
    inventory.give_all(recover(&shop));
    assert_eq!(inventory.granted.len(), 1, "a repeat comes with the same order id");
}

#[test]
fn when_every_place_is_taken_nothing_is_dropped_for_another_text() {
    let world = World::new();
    let texts: Vec<_> = (0..8).map(|number| format!("damage {number}")).collect();
    for text in &texts {
        world.write(text);
        assert!(recover(&world.shop()).journal.is_some());
    }
    world.write(&texts[3]);
    assert!(recover(&world.shop()).journal.is_some());
    assert_eq!(
        (world.text(), world.journal.texts_set_aside()),
        (String::new(), texts.clone()),
        "the same is kept once"
    );

    world.write(FOREIGN);
    let error = recover(&world.shop()).journal.expect("there is no room for a ninth");
    assert!(error.is_unreadable() && error.to_string().contains("left as it is"), "{error}");
    assert_eq!((world.text().as_str(), world.journal.texts_set_aside()), (FOREIGN, texts));
    must_be_refused_for_now(&world.shop());
}
