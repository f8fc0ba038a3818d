//! What recovery finds, and what it leaves alone.

mod support;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use purchasable::{
    Charged, Claim, Claimant, Created, HostFault, Inventory, Journal, JournalError, MemoryJournal, NewOrder, Order,
    OrderStatus, Orders, OrdersAnswer, OrdersFault, PanelOutcome, PlayerTag, Reason, Reply, Retry, Shop,
    SimulatedTikTok, TradeOrderId, poll_now,
};
use support::{Gems, Inventory as Bag, OddOrders, Oddity, SteelSword, buy, finish, poll_until, recover};

const LONGER_THAN_A_PANEL: Duration = Duration::from_secs(11 * 60);

#[test]
fn a_finished_purchase_that_is_kept_does_not_hide_its_order() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let mut purchase = shop.purchase(Gems::Handful);
    let receipt = finish(&mut purchase).expect("paid");
    assert!(finish(Box::pin(receipt.grant(async |_gems, _order| Err::<(), _>("the disk is full")))).is_err());
    tiktok.advance(LONGER_THAN_A_PANEL);
    assert_eq!(recover(&shop).receipts.len(), 1);
    drop(purchase);
}

#[test]
fn a_failed_purchase_that_is_kept_does_not_hide_its_order() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::FailThenMoney);
    let mut purchase = shop.purchase(Gems::Handful);
    let error = finish(&mut purchase).expect_err("the host says no");
    assert_eq!((error.retry(), error.charged()), (Retry::AfterRecover, Charged::Maybe));
    tiktok.advance(2 * LONGER_THAN_A_PANEL);
    assert_eq!(recover(&shop).receipts.len(), 1);
    drop(purchase);
}

#[test]
fn an_unsettled_purchase_that_is_kept_can_still_deliver_and_is_left_alone() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::AnswersLate);
    let mut purchase = shop.purchase(Gems::Handful);
    assert_eq!(finish(&mut purchase).expect_err("unknown").reason(), &Reason::Unsettled);
    tiktok.advance(LONGER_THAN_A_PANEL);
    assert!(recover(&shop).receipts.is_empty());
    assert!(finish(purchase.keep_waiting()).is_ok());
}

#[test]
fn the_order_that_a_living_purchase_is_making_is_left_alone() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    tiktok.fail_next_order(OrdersFault::CreateLost);
    let mut purchase = shop.purchase(Gems::Handful);
    poll_until(&mut purchase, |_| tiktok.ledger().orders().len() == 1);
    assert!(recover(&shop).pending.is_empty());
    assert!(finish(purchase).is_ok());
}

#[test]
fn a_grant_by_the_backend_is_told_even_if_an_earlier_recovery_saw_the_order_pending() {
    let tiktok = SimulatedTikTok::new().with_inventory(Inventory::Backend);
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::AnswersLate);
    buy(&shop, Gems::Handful).expect_err("unsettled");
    assert_eq!(recover(&shop).pending.len(), 1);
    tiktok.advance(LONGER_THAN_A_PANEL);
    let notice = recover(&shop).receipts.pop().expect("the backend has granted");
    Bag::default().give(notice, "handful").expect("shown");
    assert!(recover(&shop).receipts.is_empty(), "told once");
}

#[test]
fn a_grant_by_the_backend_is_told_even_if_an_earlier_recovery_saw_the_order_closed() {
    let tiktok = SimulatedTikTok::new().with_inventory(Inventory::Backend);
    let shop = tiktok.shop();
    tiktok.fail_next_order(OrdersFault::ClosedThenPaid);
    buy(&shop, Gems::Handful).expect_err("the backend does not hear of the payment in time");
    tiktok.advance(3 * LONGER_THAN_A_PANEL);
    assert!(recover(&shop).receipts.is_empty(), "the backend has closed the order, and watches it");
    tiktok.advance(LONGER_THAN_A_PANEL);
    assert_eq!(recover(&shop).receipts.len(), 1, "it was paid after all");
}

#[test]
fn a_notice_that_is_dropped_is_told_again() {
    let tiktok = SimulatedTikTok::new().with_inventory(Inventory::Backend);
    let shop = tiktok.shop();
    drop(buy(&shop, Gems::Handful).expect("paid"));
    drop(recover(&shop).receipts);
    assert_eq!(recover(&shop).receipts.len(), 1);
}

#[test]
fn a_damaged_journal_does_not_keep_a_paid_order_from_the_player() {
    let tiktok = SimulatedTikTok::new();
    let journal = MemoryJournal::new();
    let tab = || Shop::new(tiktok.clone(), tiktok.orders(), journal.clone());
    drop(buy(&tab(), Gems::Handful).expect("paid"));
    let damaged = journal.load().expect("memory").replace("handful", "hbndful");
    journal.save(&damaged).expect("memory");

    let recovery = recover(&tab());
    assert!(recovery.journal.is_some_and(|error| error.is_unreadable()));
    assert_eq!(recovery.receipts.len(), 1);
    assert_eq!(journal.texts_set_aside(), [damaged]);
}

#[test]
fn after_lost_answers_the_item_can_be_bought_without_asking_the_player() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    (0..3).for_each(|_| tiktok.fail_next_order(OrdersFault::CreateLost));
    let error = buy(&shop, Gems::Handful).expect_err("three answers are lost");
    assert_eq!((error.retry(), error.charged()), (Retry::Now, Charged::No));
    drop(buy(&shop, Gems::Handful).expect("nobody can pay the order that nobody heard of"));
    assert_eq!((tiktok.ledger().charged(), tiktok.ledger().double_charges()), (100, vec![]));
}

/// A journal that counts how often it is written.
#[derive(Clone, Default)]
struct Counted {
    journal: MemoryJournal,
    writes: Rc<Cell<u32>>,
}

impl Journal for Counted {
    fn load(&self) -> Result<String, JournalError> {
        self.journal.load()
    }
    fn save(&self, text: &str) -> Result<(), JournalError> {
        self.writes.set(self.writes.get() + 1);
        self.journal.save(text)
    }
}

#[test]
fn the_journal_is_written_once_however_much_of_it_has_done_its_duty() {
    let tiktok = SimulatedTikTok::new();
    let journal = Counted::default();
    let shop = Shop::new(tiktok.clone(), tiktok.orders(), journal.clone());
    for _ in 0..3 {
        (0..3).for_each(|_| tiktok.fail_next_order(OrdersFault::CreateFails));
        assert!(buy(&shop, Gems::Handful).is_err());
    }
    let attempts = journal.load().expect("it is in memory").matches("attempt").count();
    assert_eq!(attempts, 3);
    journal.writes.set(0);
    assert!(recover(&shop).journal.is_none());
    assert_eq!((journal.writes.get(), journal.load().as_deref()), (1, Ok("")));
    assert!(recover(&shop).journal.is_none());
    assert_eq!(journal.writes.get(), 1, "there is nothing left to do");
}

#[test]
fn an_order_of_another_tab_stands_in_the_way_although_this_tab_lost_one() {
    let tiktok = SimulatedTikTok::new();
    let (shop, other_tab) = (tiktok.shop(), tiktok.shop());
    (0..3).for_each(|_| tiktok.fail_next_order(OrdersFault::CreateFails));
    buy(&shop, Gems::Handful).expect_err("the backend is in trouble");
    let mut in_the_other_tab = other_tab.purchase(Gems::Handful);
    poll_until(&mut in_the_other_tab, |_| tiktok.ledger().pay_calls() == 1);
    let error = buy(&shop, Gems::Handful).expect_err("a panel is open for it");
    assert!(matches!(error.reason(), Reason::EarlierOpen(_)));
}

/// Questions that wait for their answers.
type Waiting<Q, A> = Rc<RefCell<VecDeque<(Q, Reply<OrdersAnswer<A>>)>>>;

/// A backend whose answers the test gives one by one.
#[derive(Clone, Default)]
struct ByHand {
    creates: Waiting<NewOrder, Created>,
    statuses: Waiting<TradeOrderId, OrderStatus>,
}

impl ByHand {
    fn make(&self, id: &str) {
        let (wish, reply) = self.creates.borrow_mut().pop_front().expect("an order was asked for");
        let order = Order::new(id, wish.key, wish.sku, OrderStatus::Pending);
        reply.settle(Ok(Created::Order(order)));
    }

    fn say_pending(&self, wanted: &str) {
        let mut statuses = self.statuses.borrow_mut();
        let at = statuses.iter().position(|(id, _)| id.as_str() == wanted).expect("it was asked about");
        let (_, reply) = statuses.remove(at).expect("it is there");
        drop(statuses);
        reply.settle(Ok(OrderStatus::Pending));
    }
}

impl Orders for ByHand {
    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        reply.settle(Ok("anna".into()));
    }
    fn create(&self, wish: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        self.creates.borrow_mut().push_back((wish, reply));
    }
    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        self.statuses.borrow_mut().push_back((order.clone(), reply));
    }
    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        reply.settle(Ok(Vec::new()));
    }
    fn claim(&self, _: &TradeOrderId, _: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        reply.settle(Ok(Claim::Mine));
    }
    fn ack(&self, _: &TradeOrderId, _: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        reply.settle(Ok(()));
    }
    fn report(&self, _: &TradeOrderId, _: PanelOutcome) {}
}

#[test]
fn recovery_forgets_only_what_is_still_as_it_read_it() {
    let (orders, journal) = (ByHand::default(), MemoryJournal::new());
    let tiktok = SimulatedTikTok::new();
    let shop = Shop::new(tiktok.clone(), orders.clone(), journal.clone());
    let mut first = shop.purchase(Gems::Handful);
    assert!(first.poll_now().is_none());
    orders.make("A");
    drop(first);
    shop.abandon();

    let mut second = shop.purchase(Gems::Chest);
    assert!(second.poll_now().is_none());
    let mut recovery = shop.recover();
    assert!(poll_now(&mut recovery).is_none(), "it asks about A");
    orders.make("B");
    shop.abandon();
    drop(second);
    assert!(journal.load().expect("memory").contains("ordered\tB"));

    orders.say_pending("A");
    assert!(poll_now(&mut recovery).is_some_and(|recovery| recovery.is_ok()));
    assert!(journal.load().expect("memory").contains("ordered\tB"), "the backend never listed it");
}

#[test]
fn while_one_recovery_waits_for_a_deaf_backend_another_finds_the_receipts() {
    let tiktok = SimulatedTikTok::new();
    let shop = Shop::new(tiktok.clone(), OddOrders::new(&tiktok, Oddity::Deaf), MemoryJournal::new());
    Bag::default().grant(buy(&shop, Gems::Handful).expect("paid"));
    drop(buy(&shop, SteelSword { sharpness: 1 }).expect("paid"));
    let start = tiktok.now();
    let mut waiting = shop.recover();
    while tiktok.now() < start + Duration::from_secs(20) {
        assert!(poll_now(&mut waiting).is_none());
    }
    assert_eq!(finish(shop.recover()).expect("the backend answers the rest").receipts.len(), 1);
}
