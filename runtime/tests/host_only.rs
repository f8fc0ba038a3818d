//! A backend that can create orders and nothing else.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use purchasable::{
    Answer, Call, Created, Granted, HostAnswer, HostBridge, HostError, HostErrorKind, HostOnly, Journal, MemoryJournal,
    Method, NewOrder, Offer, Order, Orders, OrdersAnswer, PanelOutcome, Reason, Reply, Shop, TradeOrderId, poll_now,
    purchasable,
};

#[purchasable(beans = 500, name = "Steel sword")]
struct Sword;

/// A host that answers every call at once, with the same answer.
struct InstantHost(Rc<RefCell<HostAnswer>>);

impl HostBridge for InstantHost {
    fn offer(&self, method: Method) -> Offer {
        if method == Method::Pay { Offer::By("a test") } else { Offer::NoMethod }
    }

    fn pay_tops_up(&self) -> bool {
        true
    }

    fn call(&self, _call: Call, reply: Reply<HostAnswer>) {
        let answer = self.0.borrow().clone();
        reply.settle(answer);
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn wake_after(&self, _delay: Duration, _wake: Box<dyn FnOnce()>) {}

    fn random(&self) -> u64 {
        thread_local!(static DICE: Cell<u64> = const { Cell::new(0) });
        DICE.set(DICE.get() + 1);
        DICE.get()
    }
}

fn shop_answering(answer: HostAnswer) -> (Shop, Rc<RefCell<HostAnswer>>) {
    let answer = Rc::new(RefCell::new(answer));
    let made = Cell::new(0);
    let orders = HostOnly::new("player", move |_: &NewOrder, reply: Reply<OrdersAnswer<TradeOrderId>>| {
        made.set(made.get() + 1);
        reply.settle(Ok(format!("TOID{}", made.get()).into()));
    });
    (Shop::new(InstantHost(answer.clone()), orders, MemoryJournal::new()), answer)
}

fn cancelled() -> HostAnswer {
    Err(HostError::new(HostErrorKind::Cancelled, ""))
}

#[test]
fn the_hosts_answer_is_taken_for_proof() {
    let (shop, _) = shop_answering(Ok(Answer::Done));
    let receipt = shop.purchase(Sword).poll_now().expect("the host answers at once").expect("and says that it is paid");
    let mut grant = Box::pin(receipt.grant(async |_sword, _order| Ok::<_, ()>(())));
    assert_eq!(poll_now(&mut grant).map(Result::ok), Some(Some(Granted::Now)));
}

#[test]
fn a_cancelled_order_does_not_stand_in_the_way_of_the_next() {
    let (shop, answer) = shop_answering(cancelled());
    let error = shop.purchase(Sword).poll_now().expect("the host answers at once").expect_err("cancelled");
    assert_eq!(error.reason(), &Reason::Cancelled);
    *answer.borrow_mut() = Ok(Answer::Done);
    assert!(matches!(shop.purchase(Sword).poll_now(), Some(Ok(_))));
}

#[test]
fn a_receipt_that_was_dropped_comes_back_as_long_as_the_page_lives() {
    let (shop, _) = shop_answering(Ok(Answer::Done));
    drop(shop.purchase(Sword).poll_now());
    let recovery = poll_now(&mut shop.recover()).expect("the backend answers at once").expect("and well");
    let receipt = recovery.receipts.into_iter().next().expect("the paid order");
    assert!(receipt.restore::<Sword>().is_ok());
}

#[test]
fn the_same_item_is_not_paid_twice_while_the_first_waits_to_be_granted() {
    let (shop, _) = shop_answering(Ok(Answer::Done));
    let receipt = shop.purchase(Sword).poll_now();
    let error = shop.purchase(Sword).poll_now().expect("the backend answers at once").expect_err("refused");
    assert!(matches!(error.reason(), Reason::EarlierOpen(orders) if orders.len() == 1));
    drop(receipt);
}

#[test]
fn a_cancelled_order_leaves_the_journal_with_the_next_recovery() {
    let journal = MemoryJournal::new();
    let made = Cell::new(0);
    let orders = HostOnly::new("player", move |_: &NewOrder, reply: Reply<OrdersAnswer<TradeOrderId>>| {
        made.set(made.get() + 1);
        reply.settle(Ok(format!("TOID{}", made.get()).into()));
    });
    let shop = Shop::new(InstantHost(Rc::new(RefCell::new(cancelled()))), orders, journal.clone());
    for _ in 0..50 {
        assert!(matches!(shop.purchase(Sword).poll_now(), Some(Err(_))));
    }
    let recovery = poll_now(&mut shop.recover()).expect("the backend answers at once").expect("and well");
    assert!(recovery.pending.is_empty());
    assert_eq!(journal.load(), Ok(String::new()));
}

#[test]
fn an_order_that_is_made_twice_under_one_key_is_known_once() {
    let waiting: Rc<RefCell<Vec<Reply<OrdersAnswer<TradeOrderId>>>>> = Rc::default();
    let kept = waiting.clone();
    let orders = HostOnly::new("player", move |_: &NewOrder, reply: Reply<OrdersAnswer<TradeOrderId>>| {
        kept.borrow_mut().push(reply);
    });
    for _ in 0..2 {
        let told = Reply::new(|made: OrdersAnswer<Created>| {
            assert!(matches!(made, Ok(Created::Order(order)) if order.id().as_str() == "TOID1"));
        });
        orders.create(NewOrder::new(Sword::ITEM, "a key".into()), told);
    }
    for reply in waiting.take() {
        reply.settle(Ok("TOID1".into()));
    }
    orders.report(&"TOID1".into(), PanelOutcome::Cancelled);
    orders.open(Reply::new(|open: OrdersAnswer<Vec<Order>>| assert_eq!(open, Ok(Vec::new()))));
}
