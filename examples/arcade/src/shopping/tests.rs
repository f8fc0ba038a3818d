//! Purchases as the game makes them, against a simulated TikTok.

use std::cell::Cell;
use std::rc::Rc;

use core::task::Poll;
use core::time::Duration;
use purchasable::{HostFault, Journal, MemoryJournal, OrdersFault, PlayerTag, SimulatedTikTok};

use super::*;
use crate::items::EVERYTHING;
use crate::save::Save;
use crate::storage::testing::MemoryStorage;

struct Visit {
    tiktok: SimulatedTikTok,
    storage: Rc<MemoryStorage>,
    journal: MemoryJournal,
    vault: Vault,
    counter: Counter,
    frame: f64,
}

impl Visit {
    fn first() -> Self {
        let tiktok = SimulatedTikTok::new().selling(EVERYTHING.items());
        Self::new(tiktok, Rc::default(), MemoryJournal::new())
    }

    fn new(tiktok: SimulatedTikTok, storage: Rc<MemoryStorage>, journal: MemoryJournal) -> Self {
        let vault = Vault::open(storage.clone());
        let shop = Shop::new(tiktok.clone(), tiktok.orders(), journal.clone());
        Self { tiktok, storage, journal, counter: Counter::new(shop, vault.clone()), vault, frame: 0.0 }
    }

    /// At a backend that wants to know who is playing, and takes so many frames to answer. Gives how often it was told.
    fn with_session(frames: u32) -> (Self, Rc<Cell<u32>>) {
        let mut visit = Self::first();
        let logins = Rc::new(Cell::new(0));
        let counted = logins.clone();
        let log_in = move |_: &str| -> BoxFuture<_> {
            counted.set(counted.get() + 1);
            let mut frames = 0..frames;
            Box::pin(core::future::poll_fn(move |_| match frames.next() {
                Some(_) => Poll::Pending,
                None => Poll::Ready(Ok(PlayerTag::from("ada"))),
            }))
        };
        let session = Session::new(visit.counter.shop.clone(), Rc::new(log_in));
        visit.counter = visit.counter.with_session(session);
        (visit, logins)
    }

    /// The page is loaded anew: what was in memory is gone.
    fn reload(self) -> Self {
        Self::new(self.tiktok, self.storage, self.journal)
    }

    fn play(&mut self, frames: u32) {
        for _ in 0..frames {
            self.frame += 1.0 / 60.0;
            self.counter.tick(self.frame);
        }
    }

    #[track_caller]
    fn play_until(&mut self, words: &str) {
        for _ in 0..100 {
            self.play(1);
            if self.told().contains(words) {
                return;
            }
        }
        panic!("the player never reads `{words}`");
    }

    fn buy(&mut self, sku: &str) {
        assert!(self.counter.buy(sku), "{sku} is not for sale");
        self.play(400);
    }

    fn has<R>(&self, look: impl FnOnce(&Save) -> R) -> R {
        self.vault.look(look)
    }

    #[track_caller]
    fn assert_told(&self, words: &str) {
        let text = self.told();
        assert!(text.contains(words), "the player reads `{text}`, not `{words}`");
    }

    fn told(&self) -> &str {
        match self.counter.status() {
            Status::Idle => "",
            Status::Busy { text, .. } => text,
            Status::Over { text, .. } | Status::Unsettled { text, .. } | Status::Earlier { text, .. } => text,
        }
    }
}

#[test]
fn everything_that_is_sold_can_be_bought() {
    let mut visit = Visit::first();
    for item in EVERYTHING.items() {
        visit.buy(item.sku());
        visit.assert_told("Thank you!");
    }
    assert_eq!(visit.has(|save| (save.bombs, save.shield, save.golden_hull, save.lives)), (1 + 3 + 10, 1, true, 1));
}

#[test]
fn shields_become_stronger_until_the_strongest() {
    let mut visit = Visit::first();
    for strength in 1..=STRONGEST_SHIELD {
        visit.buy("shield");
        assert_eq!(visit.has(|save| save.shield), strength);
    }
    assert!(!visit.counter.buy("shield"));
}

#[test]
fn what_is_not_sold_is_not_bought() {
    assert!(!Visit::first().counter.buy("laser"));
}

#[test]
fn a_cancel_is_told_quietly_and_the_next_try_asks_first() {
    let mut visit = Visit::first();
    visit.tiktok.fail_next(HostFault::Cancel);
    visit.buy("extra_life");
    visit.assert_told("Nothing was bought");
    visit.buy("extra_life");
    visit.assert_told("Buy again now?");
    assert_eq!(visit.has(|save| save.lives), 0);
    visit.counter.accept_earlier();
    visit.play(400);
    assert_eq!(visit.has(|save| save.lives), 1);
}

#[test]
fn the_player_may_leave_the_earlier_order_alone() {
    let mut visit = Visit::first();
    visit.tiktok.fail_next(HostFault::Cancel);
    visit.buy("extra_life");
    visit.buy("extra_life");
    visit.counter.leave();
    visit.play(400);
    assert_eq!(*visit.counter.status(), Status::Idle);
    assert_eq!(visit.tiktok.ledger().charged(), 0);
}

#[test]
fn a_shield_that_a_reload_interrupted_comes_back_as_strong_as_it_was_bought() {
    let mut visit = Visit::first();
    visit.buy("shield");
    assert!(visit.counter.buy("shield"));
    visit.play_until("Checking your Beans…");
    visit.tiktok.fail_next(HostFault::DoneUnanswered);
    visit.play_until("Waiting for TikTok's payment panel…");
    visit.tiktok.advance(Duration::from_secs(5));
    let mut visit = visit.reload();
    visit.play(400);
    assert_eq!(visit.counter.take_news(), ["Restored: shield level 2."]);
    assert_eq!(visit.has(|save| save.shield), 2);
}

#[test]
fn an_unknown_outcome_can_be_waited_for() {
    let mut visit = Visit::first();
    visit.tiktok.fail_next_order(OrdersFault::ClosedThenPaid);
    visit.buy("bombs.few");
    visit.assert_told("nothing is lost");
    visit.counter.keep_waiting();
    visit.play(1);
    visit.assert_told("Checking your payment…");
}

#[test]
fn an_unknown_outcome_can_be_left_and_is_found_later() {
    let mut visit = Visit::first();
    visit.tiktok.fail_next_order(OrdersFault::ClosedThenPaid);
    visit.buy("bombs.few");
    visit.counter.leave();
    visit.play(400);
    assert_eq!(visit.has(|save| save.bombs), 1);
    visit.tiktok.advance(Duration::from_secs(3600));
    visit.play(60 * 20);
    assert_eq!(visit.has(|save| save.bombs), 4);
    assert!(visit.counter.take_news().contains(&"Restored: 3 bombs.".to_owned()));
}

#[test]
fn a_panel_that_never_answers_can_be_given_up_and_what_it_did_is_found() {
    let mut visit = Visit::first();
    assert!(visit.counter.buy("bombs.few"));
    visit.play_until("Checking your Beans…");
    visit.tiktok.fail_next(HostFault::DoneUnanswered);
    visit.play_until("Waiting for TikTok's payment panel…");
    visit.counter.stop_waiting();
    visit.play(1);
    visit.assert_told("Waiting for TikTok's payment panel…");
    visit.frame += PATIENCE;
    visit.play(1);
    visit.counter.stop_waiting();
    visit.play(1);
    visit.assert_told("nothing is lost");
    visit.counter.leave();
    visit.play(60 * 20);
    assert_eq!(visit.has(|save| save.bombs), 4);
}

#[test]
fn what_cannot_be_saved_is_handed_over_once_there_is_room() {
    let mut visit = Visit::first();
    assert!(visit.counter.buy("bombs.few"));
    visit.play_until("Waiting for TikTok's payment panel…");
    visit.storage.full.set(true);
    visit.play_until("We keep trying");
    visit.storage.full.set(false);
    visit.play(60 * 20);
    assert_eq!(visit.has(|save| save.bombs), 4);
    assert_eq!(*visit.counter.status(), Status::Idle);
}

#[test]
fn a_refund_takes_back_what_it_was_for() {
    let mut visit = Visit::first();
    visit.buy("golden_hull");
    let order = visit.tiktok.ledger().orders()[0].id.clone();
    assert!(visit.tiktok.refund(&order));
    visit.counter.look_soon();
    visit.play(400);
    assert!(!visit.has(|save| save.golden_hull));
    assert_eq!(visit.counter.take_news(), ["Paid back to you: the golden hull."]);
}

#[test]
fn what_the_player_owns_comes_back_although_the_save_game_is_lost() {
    let mut visit = Visit::first();
    visit.buy("golden_hull");
    (visit.storage, visit.journal) = (Rc::default(), MemoryJournal::new());
    let mut visit = visit.reload();
    visit.play(400);
    assert!(!visit.has(|save| save.golden_hull));
    visit.buy("golden_hull");
    visit.assert_told("This is yours already.");
    assert!(visit.has(|save| save.golden_hull));
}

#[test]
fn a_damaged_journal_does_not_close_the_shop_for_ever() {
    let mut visit = Visit::first();
    visit.play(400);
    visit.journal.save("torn").expect("there is room");
    visit.buy("bombs.few");
    visit.assert_told("put in order first");
    visit.buy("bombs.few");
    visit.assert_told("Thank you!");
    assert_eq!(visit.journal.texts_set_aside(), ["torn"]);
}

#[test]
fn the_wallet_opens_or_says_that_it_does_not() {
    let mut visit = Visit::first();
    visit.counter.open_wallet();
    visit.play(100);
    assert!(visit.counter.take_news().is_empty());
    visit.tiktok.fail_next(HostFault::CapabilityMissing);
    visit.counter.open_wallet();
    visit.play(100);
    assert_eq!(visit.counter.take_news(), ["The wallet can't be opened here."]);
}

#[test]
fn without_a_host_the_player_is_told_where_to_play() {
    let mut visit = Visit::first();
    visit.tiktok.fail_next(HostFault::HostMissing);
    visit.buy("bombs.few");
    visit.assert_told("open the game in TikTok");
}

#[test]
fn a_game_with_a_session_logs_in_before_it_buys() {
    let (mut visit, logins) = Visit::with_session(5);
    visit.play(1);
    assert!(visit.counter.buy("bombs.few"));
    visit.play(4);
    visit.assert_told("Getting ready…");
    visit.play_until("Thank you!");
    assert_eq!(logins.get(), 1);
}

#[test]
fn a_session_that_has_ended_is_begun_again_and_the_next_try_buys() {
    let (mut visit, logins) = Visit::with_session(5);
    visit.play(100);
    visit.tiktok.fail_next_order(OrdersFault::LoginRequired);
    visit.buy("bombs.few");
    visit.assert_told("You are being logged in to the shop.");
    assert_eq!(logins.get(), 2);
    visit.buy("bombs.few");
    visit.assert_told("Thank you!");
}

#[test]
fn a_look_for_what_was_left_behind_begins_a_session_that_has_ended_too() {
    let (mut visit, logins) = Visit::with_session(5);
    visit.play(100);
    visit.tiktok.fail_next_order(OrdersFault::LoginRequired);
    visit.counter.look_soon();
    visit.play(100);
    assert_eq!(logins.get(), 2);
}

#[test]
fn a_login_that_fails_is_tried_again_by_the_next_purchase() {
    let (mut visit, logins) = Visit::with_session(5);
    visit.tiktok.fail_next(HostFault::ErrorCode);
    visit.play(100);
    assert_eq!(logins.get(), 0);
    visit.tiktok.fail_next_order(OrdersFault::LoginRequired);
    visit.buy("bombs.few");
    assert_eq!(logins.get(), 1);
    visit.buy("bombs.few");
    visit.assert_told("Thank you!");
}

#[test]
fn a_login_that_is_never_answered_holds_a_purchase_up_for_a_moment_only() {
    let (mut visit, _) = Visit::with_session(u32::MAX);
    visit.play(1);
    visit.buy("bombs.few");
    visit.assert_told("Getting ready…");
    visit.play(400);
    visit.assert_told("Thank you!");
}
