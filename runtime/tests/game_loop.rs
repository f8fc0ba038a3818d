//! The shop as a game uses it: in a frame loop, with panels left open, in two tabs, on any executor.

mod support;

use std::time::Duration;

use purchasable::{
    Charged, Clock, Granted, HostFault, MemoryJournal, OrderStatus, Purchase, PurchaseError, Reason, Receipt, Retry,
    Shop, SimulatedTikTok, Step,
};
use support::{Gems, Inventory, SteelSword, buy, finish, poll_until, recover};

const FRAME: Duration = Duration::from_millis(16);
const LONGER_THAN_A_PANEL: Duration = Duration::from_secs(11 * 60);

/// A game that keeps its purchase in a field, without an executor.
struct Game {
    tiktok: SimulatedTikTok,
    shop: Shop,
    purchase: Option<Purchase<SteelSword>>,
    shown: Vec<Step>,
    bought: Vec<Result<Receipt<SteelSword>, PurchaseError>>,
}

impl Game {
    fn new() -> Self {
        let tiktok = SimulatedTikTok::new().with_clock(Clock::Manual);
        Self { shop: tiktok.shop(), tiktok, purchase: None, shown: Vec::new(), bought: Vec::new() }
    }

    fn frame(&mut self) {
        self.tiktok.advance(FRAME);
        let Some(purchase) = &mut self.purchase else { return };
        match purchase.poll_now() {
            None => self.shown.push(purchase.step()),
            Some(result) => {
                self.bought.push(result);
                self.purchase = None;
            }
        }
    }

    fn frames(&mut self, count: usize) {
        (0..count).for_each(|_| self.frame());
    }
}

#[test]
fn a_purchase_in_a_struct_field_is_polled_from_a_frame_loop() {
    let mut game = Game::new();
    game.purchase = Some(SteelSword { sharpness: 9 }.purchase(&game.shop));
    game.frames(200);
    assert!(game.shown.contains(&Step::Paying));
    let receipt = game.bought.pop().expect("over").expect("paid");
    assert_eq!(receipt.value().sharpness, 9);
}

#[test]
fn a_purchase_dropped_while_the_panel_is_open_keeps_the_shop_busy_until_it_closes() {
    let mut game = Game::new();
    let mut purchase = game.shop.purchase(SteelSword { sharpness: 1 });
    while purchase.step() != Step::Paying {
        game.frame();
        assert!(purchase.poll_now().is_none());
    }
    drop(purchase);

    assert!(game.shop.is_busy());
    let error = buy(&game.shop, Gems::Handful).expect_err("a panel is open");
    assert_eq!((error.reason(), error.charged()), (&Reason::Busy, Charged::No));
    assert_eq!(game.tiktok.ledger().panels_open(), 1);

    game.frames(200);
    assert!(!game.shop.is_busy());
    let tiktok = game.tiktok.clone().with_clock(Clock::Automatic);
    let mut inventory = Inventory::default();
    inventory.give_all(recover(&game.shop));
    inventory.must_agree_with(&tiktok);
    assert_eq!(inventory.has("steel_sword"), 1);
}

#[test]
fn a_purchase_dropped_before_the_panel_opens_is_called_off() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let mut purchase = shop.purchase(Gems::Handful);
    poll_until(&mut purchase, |purchase| purchase.step() == Step::Ordering);
    drop(purchase);
    tiktok.advance(LONGER_THAN_A_PANEL);
    assert_eq!((tiktok.ledger().pay_calls(), shop.is_busy()), (0, false));
    drop(buy(&shop, Gems::Handful).expect("an order that was never paid does not stand in the way"));
}

#[test]
fn recover_leaves_alone_what_a_living_receipt_holds() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let receipt = buy(&shop, Gems::Chest).expect("paid");
    assert!(recover(&shop).receipts.is_empty());
    drop(receipt);
    let mut recovered = recover(&shop).receipts;
    let again = recovered.pop().expect("back in the pool");
    assert!(recovered.is_empty() && recover(&shop).receipts.is_empty(), "and handed out once");
    let chest = again.restore::<Gems>().expect("this build knows the sku");
    assert_eq!(chest.value(), &Gems::Chest);
}

#[test]
fn an_item_that_is_paid_and_not_granted_is_handed_out_and_not_charged_again() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let first = buy(&shop, Gems::Chest).expect("paid").order().clone();
    let mut purchase = shop.purchase(Gems::Chest);
    let again = finish(&mut purchase).expect("the first, which nobody has granted");
    assert_eq!((again.order(), tiktok.ledger().pay_calls()), (&first, 1));
    assert!(recover(&shop).receipts.is_empty(), "the receipt looks after it");
    drop((again, purchase));
    Inventory::default().give_all(recover(&shop));
    drop(buy(&shop, Gems::Chest).expect("now it can be bought again"));
    assert_eq!(tiktok.ledger().pay_calls(), 2);
}

#[test]
fn a_purchase_takes_no_order_out_of_a_living_receipt() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let receipt = buy(&shop, Gems::Chest).expect("paid");
    let error = buy(&shop, Gems::Chest).expect_err("the first is not granted");
    assert_eq!((error.retry(), error.to_accept()), (Retry::AfterRecover, vec![]));
    assert!(error.to_string().contains("is paid and waits to be granted"), "{error}");
    drop(receipt);
    drop(buy(&shop, Gems::Chest).expect("the first"));
    assert_eq!(tiktok.ledger().pay_calls(), 1);
}

#[test]
fn a_pay_call_that_never_answers_becomes_unsettled_and_the_shop_is_free() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::NeverAnswers);
    let mut purchase = shop.purchase(Gems::Handful);
    let error = finish(&mut purchase).expect_err("no answer");
    assert_eq!((error.reason(), error.retry()), (&Reason::Unsettled, Retry::AfterRecover));
    assert!(!shop.is_busy());
    let receipt = finish(purchase.keep_waiting());
    assert!(receipt.is_err(), "the money never moved");
    drop(purchase);
    assert_eq!(recover(&shop).pending.len(), 1);
}

#[test]
fn a_payment_whose_answer_never_comes_is_seen_by_polling() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next(HostFault::DoneUnanswered);
    let receipt = buy(&tiktok.shop(), Gems::Handful).expect("the backend saw the payment");
    assert_eq!(receipt.order().status(), OrderStatus::Paid);
    assert!(tiktok.now() < Duration::from_secs(10), "long before the deadline");
}

#[test]
fn money_that_moves_after_the_deadline_is_found_by_recovery() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::AnswersLate);
    buy(&shop, Gems::Handful).expect_err("unsettled by then");
    assert!(recover(&shop).receipts.is_empty());
    tiktok.advance(LONGER_THAN_A_PANEL);
    let mut inventory = Inventory::default();
    inventory.give_all(recover(&shop));
    inventory.must_agree_with(&tiktok);
    assert_eq!(inventory.has("handful"), 1);
}

#[test]
fn abandon_frees_the_shop_and_the_late_answer_is_filed() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let mut purchase = shop.purchase(Gems::Handful);
    poll_until(&mut purchase, |purchase| purchase.step() == Step::Paying);
    shop.abandon();
    assert!(!shop.is_busy());
    assert_eq!(finish(&mut purchase).expect_err("given up").reason(), &Reason::Unsettled);
    tiktok.advance(LONGER_THAN_A_PANEL);
    assert!(tiktok.ledger().to_string().contains("succeeded"), "{}", tiktok.ledger());
    let receipt = finish(purchase.keep_waiting()).expect("it was paid all the while");
    assert_eq!(receipt.order().sku(), "handful");
}

#[test]
fn two_shops_of_one_player_do_not_charge_twice() {
    let tiktok = SimulatedTikTok::new();
    let (first, second) = (tiktok.shop(), tiktok.shop());
    let mut in_the_first = first.purchase(Gems::Handful);
    poll_until(&mut in_the_first, |purchase| purchase.step() == Step::Paying);
    let error = buy(&second, Gems::Handful).expect_err("the other tab is paying");
    assert!(matches!(error.reason(), Reason::EarlierOpen(orders) if orders.len() == 1));
    drop(finish(in_the_first).expect("paid"));
    assert_eq!(tiktok.ledger().charged(), 100);
}

#[test]
fn two_shops_of_one_player_grant_an_order_once() {
    let tiktok = SimulatedTikTok::new();
    let journal = MemoryJournal::new();
    let tab = || Shop::new(tiktok.clone(), tiktok.orders(), journal.clone());
    let (first, second) = (tab(), tab());
    let receipt = buy(&first, Gems::Handful).expect("paid");
    let mut inventory = Inventory::default();
    let found = recover(&second).receipts.pop().expect("the other tab sees it too");
    assert_eq!(inventory.give(found, "handful"), Some(Granted::Now));
    assert_eq!(inventory.give(receipt, "handful"), Some(Granted::Before));
    assert_eq!(inventory.deliveries, 1);
}

#[test]
fn another_account_on_the_same_device_is_left_alone() {
    let tiktok = SimulatedTikTok::new();
    let journal = MemoryJournal::new();
    let anna = Shop::new(tiktok.clone(), tiktok.orders_of("anna"), journal.clone());
    drop(buy(&anna, Gems::Handful).expect("paid"));
    let bert = Shop::new(tiktok.clone(), tiktok.orders_of("bert"), journal);
    assert!(recover(&bert).receipts.is_empty());
    assert_eq!(recover(&anna).receipts.len(), 1);
}

#[test]
fn an_executor_will_do_as_well_as_a_loop() {
    let with_pollster = SimulatedTikTok::new();
    drop(pollster::block_on(Gems::Handful.purchase(&with_pollster.shop())).expect("paid"));

    let with_futures = SimulatedTikTok::new();
    let shop = with_futures.shop();
    let mut pool = futures_executor::LocalPool::new();
    let receipt = pool.run_until(Gems::Handful.purchase(&shop)).expect("paid");
    pool.run_until(receipt.grant(async |_gems, _order| Ok::<_, ()>(()))).expect("granted");
    assert_eq!((with_pollster.ledger().charged(), with_futures.ledger().charged()), (100, 100));
}

#[test]
fn a_purchase_that_is_polled_after_its_end_says_the_same_again() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next(HostFault::Cancel);
    let mut purchase = tiktok.shop().purchase(Gems::Handful);
    let first = finish(&mut purchase).expect_err("cancelled");
    assert_eq!(purchase.poll_now().map(Result::err), Some(Some(first)));

    let mut paid = SimulatedTikTok::new().shop().purchase(Gems::Handful);
    drop(finish(&mut paid));
    assert!(paid.poll_now().is_none(), "one purchase makes one receipt");
}
