//! A journal keeps so much of each player, and no player's entries stand in another's way.

use purchasable::{Charged, Journal, MemoryJournal, OrdersFault, Reason, Retry, Shop, SimulatedTikTok, Stage};

use crate::support::{Gems, Inventory, buy, recover};

const ROOM: usize = 64;

fn shop_of(player: &str, tiktok: &SimulatedTikTok, journal: &MemoryJournal) -> Shop {
    Shop::new(tiktok.clone(), tiktok.orders_of(player), journal.clone())
}

/// Leaves attempts behind of which no backend ever heard.
fn fill(shop: &Shop, tiktok: &SimulatedTikTok, attempts: usize) {
    for _ in 0..attempts {
        (0..3).for_each(|_| tiktok.fail_next_order(OrdersFault::CreateFails));
        buy(shop, Gems::Handful).expect_err("the backend is in trouble");
    }
}

fn attempts(journal: &MemoryJournal) -> usize {
    journal.load().expect("memory").matches("attempt\t").count()
}

#[test]
fn a_player_without_room_buys_nothing_until_recover_has_made_some() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    let shop = shop_of("anna", &tiktok, &journal);
    fill(&shop, &tiktok, ROOM);
    let before = (journal.load(), tiktok.ledger().orders().len());

    let error = buy(&shop, Gems::Handful).expect_err("there is no room");
    assert_eq!((error.stage(), error.charged(), error.retry()), (Stage::Journal, Charged::No, Retry::AfterRecover));
    assert!(matches!(error.reason(), Reason::Journal(error) if !error.is_unreadable()));
    assert!(error.to_string().contains("64") && error.to_string().contains("`recover`"), "{error}");
    assert_eq!((journal.load(), tiktok.ledger().orders().len()), before);

    assert_eq!(recover(&shop).journal, None);
    assert_eq!(journal.load(), Ok(String::new()));
    drop(buy(&shop, Gems::Handful).expect("there is room again"));
}

#[test]
fn the_entries_of_one_player_leave_room_for_another() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    let (anna, bert) = (shop_of("anna", &tiktok, &journal), shop_of("bert", &tiktok, &journal));
    fill(&anna, &tiktok, ROOM);
    Inventory::default().grant(buy(&bert, Gems::Handful).expect("it is not his journal that is full"));
    fill(&bert, &tiktok, ROOM);
    assert_eq!(attempts(&journal), 2 * ROOM);

    assert_eq!(recover(&bert).journal, None);
    assert_eq!(attempts(&journal), ROOM, "hers are not his to take out");
    buy(&anna, Gems::Handful).expect_err("she has not recovered");
    assert_eq!(recover(&anna).journal, None);
    drop(buy(&anna, Gems::Handful).expect("there is room again"));
}

#[test]
fn the_last_room_is_enough_for_a_whole_purchase() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    let shop = shop_of("anna", &tiktok, &journal);
    fill(&shop, &tiktok, ROOM - 1);
    let mut inventory = Inventory::default();
    inventory.grant(buy(&shop, Gems::Chest).expect("one more fits"));
    inventory.must_agree_with(&tiktok);
    assert_eq!(attempts(&journal), ROOM - 1);
}

#[test]
fn a_paid_order_is_granted_although_there_is_no_room_to_note_it() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    drop(buy(&shop_of("anna", &tiktok, &MemoryJournal::new()), Gems::Chest).expect("paid on another device"));
    let shop = shop_of("anna", &tiktok, &journal);
    let found = recover(&shop);
    fill(&shop, &tiktok, ROOM);
    let mut inventory = Inventory::default();
    inventory.give_all(found);
    inventory.must_agree_with(&tiktok);
    assert_eq!((inventory.deliveries, attempts(&journal)), (1, ROOM));
}

#[test]
fn a_name_that_would_fill_the_storage_is_refused_before_anything_is_asked() {
    let tiktok = SimulatedTikTok::new();
    let error = buy(&shop_of(&"a".repeat(2000), &tiktok, &MemoryJournal::new()), Gems::Handful).expect_err("too long");
    assert!(matches!(error.reason(), Reason::Journal(why) if why.to_string().contains("too long")), "{error}");
    assert_eq!((error.charged(), tiktok.ledger().orders().len()), (Charged::No, 0));
}
