//! Earlier orders for the item that stand in the way.

use purchasable::flow::{Command, Event, Record, Step};
use purchasable::{
    Call, Charged, Created, Inventory, Order, OrderStatus, OrdersError, PanelOutcome, Reason, Retry, TradeOrderId,
};

use crate::bench::{Bench, ORPHAN, SWORD, order, order_id, unreachable};

#[test]
fn an_earlier_order_that_is_paid_by_now_is_handed_out_and_nothing_more_is_charged() {
    let mut bench = refused_for(Inventory::Client, &["TOID2"]);
    bench.status_of("TOID2", Ok(OrderStatus::Paid));
    assert_eq!(bench.command(), Command::Erase(Record::Key));
    bench.idle();
    let paid = bench.flow.outcome().unwrap().as_ref().expect("a receipt");
    assert_eq!((paid.id().as_str(), paid.status()), ("TOID2", OrderStatus::Paid));
}

#[test]
fn where_the_backend_grants_an_earlier_order_is_handed_out_when_it_is_granted() {
    let mut bench = refused_for(Inventory::Backend, &["TOID2"]);
    bench.status_of("TOID2", Ok(OrderStatus::Granted));
    assert!(bench.paid());

    let mut bench = refused_for(Inventory::Backend, &["TOID2"]);
    bench.status_of("TOID2", Ok(OrderStatus::Paid));
    bench.created(Ok(Created::EarlierOpen(vec![earlier("TOID2").with_status(OrderStatus::Paid)])));
    assert_eq!((bench.error().retry(), bench.error().to_accept()), (Retry::AfterRecover, vec![]));
}

#[test]
fn an_earlier_order_for_something_else_is_not_handed_out() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    let shield = Order::new("TOID2", "of another tab", "shield", OrderStatus::Paid);
    bench.created(Ok(Created::EarlierOpen(vec![shield.clone()])));
    bench.status_of("TOID2", Ok(OrderStatus::Paid));
    bench.created(Ok(Created::EarlierOpen(vec![shield])));
    assert!(matches!(bench.error().reason(), Reason::EarlierOpen(_)));
}

#[test]
fn an_earlier_order_that_is_over_stands_in_nobodys_way() {
    for over in [OrderStatus::Closed, OrderStatus::Refunded, OrderStatus::Granted] {
        let mut bench = refused_for(Inventory::Client, &["TOID2"]);
        bench.status_of("TOID2", Ok(over));
        bench.created(Ok(Created::Order(order())));
        bench.written(&Record::Order(order_id()));
        bench.call(&Call::Pay(order_id()));
    }
}

#[test]
fn an_earlier_order_that_could_still_be_paid_stops_the_purchase_before_any_panel() {
    for answer in [Ok(OrderStatus::Pending), Err(unreachable())] {
        let mut bench = refused_for(Inventory::Client, &["TOID2"]);
        bench.status_of("TOID2", answer);
        bench.created(Ok(Created::EarlierOpen(vec![earlier("TOID2")])));
        assert_eq!(bench.command(), Command::Erase(Record::Key));
        bench.idle();
        assert_eq!((bench.error().retry(), bench.error().charged()), (Retry::AfterAccepting, Charged::No));
        assert_eq!(bench.error().to_accept(), [TradeOrderId::from("TOID2")]);
    }
}

#[test]
fn each_earlier_order_is_asked_about_once_until_one_turns_out_paid() {
    let mut bench = refused_for(Inventory::Client, &["TOID2", "TOID3", "TOID4"]);
    bench.status_of("TOID4", Ok(OrderStatus::Pending));
    bench.status_of("TOID3", Ok(OrderStatus::Paid));
    assert!(bench.paid());

    let mut bench = refused_for(Inventory::Client, &["TOID2", "TOID3"]);
    bench.status_of("TOID3", Ok(OrderStatus::Closed));
    bench.status_of("TOID2", Ok(OrderStatus::Pending));
    bench.created(Ok(Created::EarlierOpen(vec![earlier("TOID2")])));
    assert!(matches!(bench.error().reason(), Reason::EarlierOpen(orders) if orders.len() == 1));
}

#[test]
fn a_backend_that_is_silent_about_an_earlier_order_is_asked_no_further() {
    let mut bench = refused_for(Inventory::Client, &["TOID2"]);
    let Command::AskStatus(late, _) = bench.command() else { panic!("what became of it?") };
    assert_eq!(bench.flow.step(), Step::Ordering);
    bench.wait(30);
    let create = bench.create();
    bench.answered(late, Ok::<_, OrdersError>(OrderStatus::Paid));
    assert!(bench.flow.outcome().is_none(), "too late");
    bench.answered(create, Ok::<_, OrdersError>(Created::EarlierOpen(vec![earlier("TOID2")])));
    assert!(matches!(bench.error().reason(), Reason::EarlierOpen(_)));
}

#[test]
fn an_order_that_nobody_ever_heard_of_is_called_dead() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    let orphan = Order::new(order_id(), ORPHAN, SWORD.sku(), OrderStatus::Pending);
    bench.created(Ok(Created::EarlierOpen(vec![orphan, earlier("TOID2")])));
    bench.reported(PanelOutcome::NeverPaid);
    bench.status_of("TOID2", Ok(OrderStatus::Closed));
    bench.status_of("TOID1", Ok(OrderStatus::Closed));
    bench.created(Ok(Created::Order(order())));
}

#[test]
fn a_purchase_that_nobody_waits_for_hands_out_no_earlier_order() {
    let mut bench = refused_for(Inventory::Client, &["TOID2"]);
    let Command::AskStatus(ticket, _) = bench.command() else { panic!("what became of it?") };
    bench.feed(Event::Stop);
    bench.answered(ticket, Ok::<_, OrdersError>(OrderStatus::Paid));
    bench.idle();
    assert_eq!((bench.error().reason(), bench.error().order()), (&Reason::Abandoned, None));
}

#[test]
fn the_key_stays_on_record_if_an_order_may_exist_under_it() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    bench.created(Err(unreachable()));
    bench.wait(2);
    bench.created(Ok(Created::EarlierOpen(vec![earlier("TOID2")])));
    bench.status_of("TOID2", Ok(OrderStatus::Pending));
    bench.created(Ok(Created::EarlierOpen(vec![earlier("TOID2")])));
    bench.idle();
    assert!(matches!(bench.error().reason(), Reason::EarlierOpen(_)));
}

/// Up to the questions about the orders that stand in the way.
fn refused_for(inventory: Inventory, orders: &[&str]) -> Bench {
    let mut bench = Bench::new(None, inventory);
    bench.identify();
    bench.written(&Record::Key);
    bench.created(Ok(Created::EarlierOpen(orders.iter().map(|id| earlier(id)).collect())));
    bench
}

fn earlier(id: &str) -> Order {
    Order::new(id, "of another tab", SWORD.sku(), OrderStatus::Pending)
}
