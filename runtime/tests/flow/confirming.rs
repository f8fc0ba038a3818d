//! The open panel, and what follows it.

use purchasable::flow::{Command, Event, Record};
use purchasable::{
    Answer, Call, Charged, HostAnswer, HostErrorKind, Inventory, OrderStatus, OrdersAnswer, OrdersError,
    OrdersErrorKind, PanelOutcome, Reason, Retry, Step,
};

use crate::bench::{Bench, SWORD, TIER, host_error, order_id, unreachable};

#[test]
fn the_hosts_success_alone_makes_no_receipt() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Pending));
    assert_eq!(bench.flow.step(), Step::Confirming);
    bench.wait(2);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.paid());
}

#[test]
fn a_success_that_the_backend_never_sees_is_unsettled_and_not_failed() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Pending));
    bench.wait(31);
    let error = bench.error();
    assert_eq!((error.reason(), error.charged()), (&Reason::Unsettled, Charged::Maybe));
    assert_eq!((error.retry(), error.order()), (Retry::AfterRecover, Some(&order_id())));
}

#[test]
fn every_answer_of_the_panel_is_checked_with_the_backend() {
    use HostErrorKind::{Cancelled, Malformed, NoAnswer, Rejected, Threw, TimedOut};
    for kind in [Cancelled, Malformed, NoAnswer, Rejected, Threw, TimedOut] {
        let mut bench = Bench::paying_in_panel();
        let pay = bench.open_panel();
        bench.answered(pay, HostAnswer::Err(host_error(kind)));
        assert!(matches!(bench.command(), Command::Report(..)));
        bench.status(Ok(OrderStatus::Paid));
        assert!(bench.paid(), "{kind:?} hid a payment");
    }
}

#[test]
fn a_cancel_is_reported_and_asked_about_once() {
    for answer in [Ok(OrderStatus::Pending), Ok(OrderStatus::Closed), Err(unreachable())] {
        let mut bench = Bench::paying_in_panel();
        bench.close_panel(Err(host_error(HostErrorKind::Cancelled)), PanelOutcome::Cancelled);
        bench.status(answer);
        bench.idle();
        let error = bench.error();
        assert_eq!((error.reason(), error.charged()), (&Reason::Cancelled, Charged::Maybe));
        assert_eq!(error.to_accept(), [order_id()]);
    }
}

#[test]
fn a_refusal_waits_until_the_backend_has_answered() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Err(host_error(HostErrorKind::Rejected)), PanelOutcome::Failed);
    bench.status(Err(unreachable()));
    assert!(bench.flow.outcome().is_none());
    bench.wait(2);
    bench.status(Ok(OrderStatus::Pending));
    let error = bench.error();
    assert_eq!(error.reason(), &Reason::Host(host_error(HostErrorKind::Rejected)));
    assert_eq!((error.charged(), error.retry()), (Charged::Maybe, Retry::AfterRecover));
}

#[test]
fn an_answer_of_an_unknown_shape_is_kept_with_the_unsettled_purchase() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Err(host_error(HostErrorKind::Malformed)), PanelOutcome::NoAnswer);
    bench.status(Ok(OrderStatus::Pending));
    bench.wait(31);
    assert_eq!(bench.error().reason(), &Reason::Unsettled);
    assert_eq!(bench.error().host_error().map(|error| error.raw.as_str()), Some("{}"));
}

#[test]
fn a_closed_order_is_never_taken_for_an_uncharged_one() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Closed));
    bench.wait(31);
    assert_eq!((bench.error().reason(), bench.error().charged()), (&Reason::Unsettled, Charged::Maybe));
}

#[test]
fn a_silent_panel_is_polled_and_payment_ends_it() {
    let mut bench = Bench::paying_in_panel();
    bench.open_panel();
    for _ in 0..5 {
        bench.wait(2);
        bench.status(Ok(OrderStatus::Pending));
        assert_eq!(bench.flow.step(), Step::Paying);
    }
    bench.wait(2);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.paid());
}

#[test]
fn a_panel_that_never_answers_becomes_unsettled_and_its_late_answer_is_filed() {
    let mut bench = Bench::paying_in_panel();
    let pay = bench.open_panel();
    bench.wait(601);
    bench.reported(PanelOutcome::NoAnswer);
    assert_eq!(bench.error().reason(), &Reason::Unsettled);
    bench.idle();

    bench.answered(pay, HostAnswer::Ok(Answer::Done));
    bench.reported(PanelOutcome::Succeeded);
    bench.answered(pay, HostAnswer::Err(host_error(HostErrorKind::Cancelled)));
    bench.idle();
}

#[test]
fn keep_waiting_asks_on_without_another_panel() {
    let mut bench = Bench::paying_in_panel();
    bench.open_panel();
    bench.wait(601);
    bench.reported(PanelOutcome::NoAnswer);
    bench.feed(Event::KeepWaiting);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.paid());
}

#[test]
fn a_session_that_ends_while_confirming_asks_for_a_login_and_does_not_fail() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Err(OrdersError::new(OrdersErrorKind::LoginRequired, "")));
    bench.wait(31);
    assert_eq!((bench.error().reason(), bench.error().retry()), (&Reason::Unsettled, Retry::AfterLogin));
}

#[test]
fn where_the_backend_grants_only_its_grant_makes_a_receipt() {
    let mut bench = Bench::new(None, Inventory::Backend);
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.flow.outcome().is_none());
    bench.wait(2);
    bench.status(Ok(OrderStatus::Granted));
    assert!(bench.paid());
}

#[test]
fn a_payment_that_was_seen_counts_as_charged_whatever_follows() {
    let mut bench = Bench::new(None, Inventory::Backend);
    bench.close_panel(Err(host_error(HostErrorKind::Cancelled)), PanelOutcome::Cancelled);
    bench.status(Ok(OrderStatus::Paid));
    bench.wait(31);
    assert_eq!((bench.error().reason(), bench.error().charged()), (&Reason::Unsettled, Charged::Yes));
}

#[test]
fn a_failure_beside_a_payment_that_was_seen_is_no_failure() {
    let mut bench = Bench::new(None, Inventory::Backend);
    bench.close_panel(Err(host_error(HostErrorKind::Rejected)), PanelOutcome::Failed);
    bench.status(Ok(OrderStatus::Paid));
    bench.wait(31);
    assert_eq!((bench.error().reason(), bench.error().charged()), (&Reason::Unsettled, Charged::Yes));
}

#[test]
fn a_pay_call_that_cannot_be_made_costs_nothing_and_leaves_no_order() {
    let mut bench = Bench::paying_in_panel();
    let pay = bench.open_panel();
    bench.answered(pay, HostAnswer::Err(host_error(HostErrorKind::Unavailable)));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
    let error = bench.error();
    assert!(matches!(error.reason(), Reason::Host(error) if error.kind == HostErrorKind::Unavailable), "{error}");
    assert_eq!((error.charged(), error.order(), error.retry()), (Charged::No, None, Retry::Never));
}

#[test]
fn what_the_host_said_of_a_top_up_is_settled_by_a_payment() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    bench.answer(&Call::Recharge(TIER), Err(host_error(HostErrorKind::Rejected)));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(true)));
    assert!(matches!(bench.command(), Command::Erase(Record::TopUp(_))));
    bench.answer(&Call::Pay(order_id()), Ok(Answer::Done));
    bench.reported(PanelOutcome::Succeeded);
    bench.wait(31);
    assert_eq!(bench.error().host_error(), None, "the payment panel has said nothing bad");
}

#[test]
fn a_question_for_the_status_is_repeated_when_it_is_time_and_not_before() {
    let mut bench = Bench::paying_in_panel();
    bench.open_panel();
    bench.wait(1);
    bench.idle();
    bench.wait(1);
    let Command::AskStatus(late, _) = bench.command() else { panic!("the backend is to be asked") };
    bench.wait(20);
    bench.idle();
    bench.wait(12);
    bench.idle();
    bench.wait(2);
    let Command::AskStatus(_, _) = bench.command() else { panic!("once more, since no answer came") };
    bench.answered(late, OrdersAnswer::Ok(OrderStatus::Paid));
    assert_eq!(bench.flow.step(), Step::Paying, "an answer to the first question says nothing of now");
}
