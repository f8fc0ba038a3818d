//! The journal, the order, and what stands in its way.

use purchasable::flow::{Command, Event, Record};
use purchasable::{
    Answer, Call, Charged, Created, JournalError, Order, OrderStatus, OrdersAnswer, OrdersError, OrdersErrorKind,
    PanelOutcome, Reason, Retry, Stage,
};

use crate::bench::{Bench, KEY, SWORD, order, order_id, unreachable};

#[test]
fn the_key_is_on_record_before_create_and_the_order_before_pay() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    assert_eq!(bench.command(), Command::Write(Record::Key));
    bench.idle();
    bench.journal_obeys();
    bench.created(Ok(Created::Order(order())));
    assert_eq!(bench.command(), Command::Write(Record::Order(order_id())));
    bench.idle();
    bench.journal_obeys();
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn a_journal_that_refuses_stops_the_purchase_before_the_host_is_called() {
    let full = || Err(JournalError::new("storage is full"));
    let mut before_create = Bench::paying_in_panel();
    before_create.identify();
    before_create.command();
    before_create.feed(Event::Written(full()));
    before_create.idle();
    assert_eq!((before_create.error().stage(), before_create.error().charged()), (Stage::Journal, Charged::No));

    let mut before_pay = Bench::paying_in_panel();
    before_pay.identify();
    before_pay.written(&Record::Key);
    before_pay.created(Ok(Created::Order(order())));
    before_pay.command();
    before_pay.feed(Event::Written(full()));
    before_pay.reported(PanelOutcome::NeverPaid);
    before_pay.idle();
    assert_eq!(before_pay.error().charged(), Charged::No);

    let mut before_recharge = Bench::topping_up(false);
    before_recharge.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    before_recharge.command();
    before_recharge.feed(Event::Written(full()));
    before_recharge.reported(PanelOutcome::NeverPaid);
    before_recharge.idle();
    assert_eq!(before_recharge.error().charged(), Charged::No);
}

#[test]
fn a_lost_create_is_repeated_under_the_same_key_and_no_more_than_three_times() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    bench.create();
    bench.wait(30);
    bench.wait(2);
    bench.created(Err(unreachable()));
    bench.wait(2);
    bench.created(Err(unreachable()));
    bench.idle();
    assert_eq!((bench.error().stage(), bench.error().charged()), (Stage::CreateOrder, Charged::No));
}

#[test]
fn the_key_leaves_the_journal_only_when_no_order_can_exist_under_it() {
    let mut refused = Bench::paying_in_panel();
    refused.identify();
    refused.written(&Record::Key);
    refused.created(Ok(Created::Owned));
    assert_eq!(refused.command(), Command::Erase(Record::Key));
    assert_eq!((refused.error().reason(), refused.error().retry()), (&Reason::Owned, Retry::Never));

    let mut refused_after_a_lost_answer = Bench::paying_in_panel();
    refused_after_a_lost_answer.identify();
    refused_after_a_lost_answer.written(&Record::Key);
    refused_after_a_lost_answer.created(Err(unreachable()));
    refused_after_a_lost_answer.wait(2);
    refused_after_a_lost_answer.created(Ok(Created::Owned));
    refused_after_a_lost_answer.idle();
}

#[test]
fn an_answer_to_an_earlier_try_under_the_same_key_is_taken() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    let first = bench.create();
    bench.wait(30);
    bench.answered(first, OrdersAnswer::Ok(Created::Order(order())));
    bench.written(&Record::Order(order_id()));
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn a_word_of_the_journal_out_of_turn_changes_nothing() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Paid));
    bench.feed(Event::Written(Err(JournalError::new("too late"))));
    assert!(bench.paid());
}

#[test]
fn an_order_for_something_else_is_not_paid() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    bench.created(Ok(Created::Order(Order::new(order_id(), KEY, "shield", OrderStatus::Pending))));
    bench.idle();
    assert!(bench.error().to_string().contains("the order is for another item"));
}

#[test]
fn an_order_that_is_no_longer_new_is_asked_about_and_not_paid() {
    for status in [OrderStatus::Paid, OrderStatus::Closed, OrderStatus::Granted, OrderStatus::Refunded] {
        let mut bench = Bench::paying_in_panel();
        bench.identify();
        bench.written(&Record::Key);
        bench.created(Ok(Created::Order(order().with_status(status))));
        bench.written(&Record::Order(order_id()));
        bench.status(Ok(status));
        bench.idle();
    }
}

#[test]
fn a_backend_that_says_no_is_not_asked_again() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    bench.created(Err(OrdersError::new(OrdersErrorKind::Rejected, "no such item")));
    assert_eq!(bench.command(), Command::Erase(Record::Key));
    bench.idle();
    assert_eq!((bench.error().stage(), bench.error().retry()), (Stage::CreateOrder, Retry::Never));
    assert!(!bench.flow.has_orphan());
}

#[test]
fn an_order_of_another_attempt_is_not_taken_for_this_ones() {
    let another = || OrdersAnswer::Ok(Created::Order(Order::new("TOID9", "9", SWORD.sku(), OrderStatus::Pending)));
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    let first = bench.create();
    bench.wait(30);
    bench.wait(2);
    bench.create();
    bench.answered(first, another());
    bench.idle();
    assert_eq!((bench.flow.order(), bench.flow.outcome()), (None, None));
}

#[test]
fn an_order_that_is_told_of_again_after_its_purchase_is_not_called_dead() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    let first = bench.create();
    bench.wait(30);
    bench.wait(2);
    bench.created(Ok(Created::Order(order())));
    bench.written(&Record::Order(order_id()));
    bench.answer(&Call::Pay(order_id()), Ok(Answer::Done));
    bench.reported(PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.paid());
    bench.answered(first, OrdersAnswer::Ok(Created::Order(order())));
    bench.idle();
}
