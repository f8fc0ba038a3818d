//! What becomes of an order that was left behind, in every later life of the game.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use purchasable::{
    GrantError, Granted, HostFault, Journal, MemoryJournal, OrderStatus, OrdersErrorKind, OrdersFault, Reason, Retry,
    Shop, SimulatedTikTok,
};
use support::{Gems, GoldenSkin, Inventory, SteelSword, buy, finish, recover};

const A_DAY: Duration = Duration::from_secs(24 * 3600);

fn shop(tiktok: &SimulatedTikTok, journal: &MemoryJournal) -> Shop {
    Shop::new(tiktok.clone(), tiktok.orders(), journal.clone())
}

#[test]
fn an_order_that_stays_pending_for_days_is_shown_until_the_backend_gives_it_up() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    tiktok.fail_next(HostFault::NeverAnswers);
    let error = buy(&shop(&tiktok, &journal), Gems::Handful).expect_err("nobody answers");
    assert_eq!(*error.reason(), Reason::Unsettled);
    // Young enough to be paid: it stands in the way, and is something to show.
    let found = recover(&shop(&tiktok, &journal));
    assert_eq!((found.receipts.len(), found.pending.len()), (0, 1));
    assert!(matches!(buy(&shop(&tiktok, &journal), Gems::Handful).unwrap_err().reason(), Reason::EarlierOpen(_)));
    for _ in 0..4 {
        tiktok.advance(A_DAY);
        let found = recover(&shop(&tiktok, &journal));
        assert_eq!((found.receipts.len(), found.pending.len()), (0, 0), "closed, and waited for no longer");
    }
    drop(buy(&shop(&tiktok, &journal), Gems::Handful).expect("it stands in nobody's way any more"));
    assert_eq!(tiktok.ledger().double_charges(), []);
}

#[test]
fn an_order_that_is_closed_and_then_paid_is_granted() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    tiktok.fail_next_order(OrdersFault::ClosedThenPaid);
    let error = buy(&shop(&tiktok, &journal), Gems::Handful).expect_err("the backend does not hear of it");
    assert_eq!(*error.reason(), Reason::Unsettled);
    tiktok.advance(Duration::from_secs(31 * 60));
    assert!(recover(&shop(&tiktok, &journal)).receipts.is_empty(), "closed by now");
    tiktok.advance(A_DAY);
    let mut inventory = Inventory::default();
    inventory.give_all(recover(&shop(&tiktok, &journal)));
    inventory.must_agree_with(&tiktok);
    assert_eq!(inventory.deliveries, 1);
}

#[test]
fn a_claim_whose_answer_is_lost_is_taken_again() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    let receipt = buy(&shop(&tiktok, &journal), Gems::Handful).expect("paid");
    tiktok.fail_next_order(OrdersFault::ClaimLost);
    let granted = finish(Box::pin(receipt.grant(async |_gems, _order| Ok::<_, ()>(()))));
    let Err(GrantError::Orders(receipt, error)) = granted else { panic!("the answer was lost") };
    assert_eq!(error.kind, OrdersErrorKind::Unreachable);
    // The lease is this game's own.
    let granted = finish(Box::pin(receipt.grant(async |_gems, _order| Ok::<_, ()>(()))));
    assert_eq!(granted.ok(), Some(Granted::Now));
}

#[test]
fn a_claim_that_another_device_has_won_is_waited_for_and_expires_with_that_device() {
    let tiktok = SimulatedTikTok::new();
    let (phone, tablet) = (MemoryJournal::new(), MemoryJournal::new());
    let receipt = buy(&shop(&tiktok, &phone), Gems::Handful).expect("paid");
    drop(receipt);
    // The tablet takes the lease, and is switched off before it has saved.
    let on_tablet = recover(&shop(&tiktok, &tablet)).receipts.pop().expect("paid, and not granted");
    let failed = finish(Box::pin(on_tablet.grant(async |_order, _id| Err::<(), _>("switched off"))));
    assert!(matches!(failed, Err(GrantError::Game(_))));

    let later = shop(&tiktok, &phone);
    let on_phone = recover(&later).receipts.pop().expect("paid, and not granted");
    let elsewhere = finish(Box::pin(on_phone.grant(async |_order, _id| Ok::<_, ()>(()))));
    let Err(GrantError::Elsewhere(on_phone)) = elsewhere else { panic!("the tablet has the lease") };
    tiktok.advance(Duration::from_secs(61));
    let granted = finish(Box::pin(on_phone.grant(async |_order, _id| Ok::<_, ()>(()))));
    assert_eq!(granted.ok(), Some(Granted::Now));
    assert!(recover(&shop(&tiktok, &tablet)).receipts.is_empty());
}

#[test]
fn a_panic_in_the_games_closure_leaves_the_order_for_the_next_recovery() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    let receipt = buy(&shop(&tiktok, &journal), Gems::Handful).expect("paid");
    let grant = receipt.grant(async |_gems, _order| -> Result<(), ()> { panic!("a bug in the game") });
    assert!(catch_unwind(AssertUnwindSafe(|| finish(Box::pin(grant)))).is_err());

    let mut inventory = Inventory::default();
    inventory.give_all(recover(&shop(&tiktok, &journal)));
    assert_eq!(inventory.deliveries, 0, "the lease of the game that panicked still holds");
    tiktok.advance(Duration::from_secs(61));
    inventory.give_all(recover(&shop(&tiktok, &journal)));
    inventory.must_agree_with(&tiktok);
    assert_eq!(inventory.deliveries, 1);
}

#[test]
fn a_login_that_is_lost_at_any_question_loses_nothing_else() {
    for question in 0..12 {
        let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
        let mut inventory = Inventory::default();
        let shop = shop(&tiktok, &journal);
        // After so many questions the backend wants a login, and wants it until the player has logged in.
        let mut asked = 0;
        let mut purchase = shop.purchase(Gems::Handful);
        let bought = loop {
            let questions = tiktok.ledger().entries().iter().filter(|entry| is_question(&entry.fact)).count();
            if questions > asked {
                asked = questions;
                if asked == question {
                    (0..20).for_each(|_| tiktok.fail_next_order(OrdersFault::LoginRequired));
                }
            }
            if let Some(bought) = purchase.poll_now() {
                break bought;
            }
        };
        match bought {
            Ok(receipt) => drop(inventory.give(receipt, "handful")),
            Err(error) => assert_eq!(error.retry(), Retry::AfterLogin, "question {question}: {error}"),
        }
        drop(purchase);
        // Logged in again: the refusals that are left are used up, and then everything is found.
        while finish(shop.recover()).is_err() {}
        for _ in 0..30 {
            inventory.give_all(recover(&shop));
            tiktok.advance(Duration::from_secs(120));
        }
        inventory.must_agree_with(&tiktok);
    }
}

fn is_question(fact: &purchasable::Fact) -> bool {
    matches!(fact, purchasable::Fact::Asked(_))
}

#[test]
fn a_refund_that_is_settled_is_told_once_and_by_one_device() {
    let tiktok = SimulatedTikTok::new();
    let journals = [MemoryJournal::new(), MemoryJournal::new()];
    let receipt = buy(&shop(&tiktok, &journals[0]), GoldenSkin).expect("paid");
    let order = receipt.order().id().clone();
    Inventory::default().grant(receipt);
    assert!(tiktok.refund(&order));
    for journal in &journals {
        assert_eq!(recover(&shop(&tiktok, journal)).refunds.len(), 1, "whoever asks is told until it is settled");
    }
    let refund = recover(&shop(&tiktok, &journals[1])).refunds.pop().expect("not settled yet");
    assert_eq!(finish(Box::pin(refund.settle(async |_order| Ok::<_, ()>(())))), Ok(()));
    for journal in &journals {
        assert!(recover(&shop(&tiktok, journal)).refunds.is_empty());
    }
    drop(buy(&shop(&tiktok, &journals[0]), GoldenSkin).expect("it may be bought again"));
}

#[test]
fn two_tabs_write_one_journal_and_neither_loses_what_the_other_wrote() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    let (one, other) = (shop(&tiktok, &journal), shop(&tiktok, &journal));
    let (mut sword, mut gems) = (one.purchase(SteelSword { sharpness: 3 }), other.purchase(Gems::Chest));
    let (mut has_sword, mut has_gems) = (None, None);
    while has_sword.is_none() || has_gems.is_none() {
        has_sword = has_sword.or_else(|| sword.poll_now());
        has_gems = has_gems.or_else(|| gems.poll_now());
    }
    // Both tabs are closed before anything is granted.
    drop((has_sword, has_gems, sword, gems, one, other));
    let mut inventory = Inventory::default();
    inventory.give_all(recover(&shop(&tiktok, &journal)));
    inventory.must_agree_with(&tiktok);
    assert_eq!(inventory.deliveries, 2);
    let claims = tiktok.ledger().orders().into_iter().filter(|order| order.status == OrderStatus::Granted);
    assert_eq!(claims.count(), 2);
}

#[test]
fn what_a_reload_left_behind_is_handed_out_by_the_next_purchase_of_the_item_too() {
    let (tiktok, journal) = (SimulatedTikTok::new(), MemoryJournal::new());
    tiktok.fail_next(HostFault::FailThenMoney);
    let before = buy(&shop(&tiktok, &journal), Gems::Handful).expect_err("the host says that it failed");
    tiktok.advance(Duration::from_secs(13 * 60));
    let mut inventory = Inventory::default();
    let receipt = buy(&shop(&tiktok, &journal), Gems::Handful).expect("it is paid after all");
    assert_eq!(before.order(), Some(receipt.order().id()));
    inventory.give(receipt, "handful");
    inventory.must_agree_with(&tiktok);
    assert_eq!((tiktok.ledger().pay_calls(), tiktok.ledger().double_charges()), (1, vec![]));
    assert_eq!(journal.load().as_deref(), Ok(""), "and nothing is left of it");
}
