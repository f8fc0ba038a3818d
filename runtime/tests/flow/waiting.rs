//! How long a flow waits, and for whose answers.

use std::time::Duration;

use purchasable::flow::{Command, Event};
use purchasable::{
    Answer, Created, HostAnswer, HostErrorKind, OrderStatus, OrdersAnswer, PanelOutcome, PlayerTag, Reason, Step,
};

use crate::bench::{Bench, host_error, order, order_id, unreachable};

const fn milliseconds(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

#[test]
fn the_deadline_is_that_of_whatever_is_due_first() {
    let mut bench = Bench::paying_in_panel();
    assert_eq!(bench.flow.deadline(), Some(milliseconds(30_000)), "who is playing");
    bench.identify();
    bench.make_order();
    assert_eq!(
        bench.flow.deadline(),
        Some(milliseconds(1500)),
        "the first question for the status, long before the panel's end"
    );
    bench.wait(2);
    let Command::Call(..) = bench.command() else { panic!("the panel") };
    assert_eq!(bench.flow.deadline(), Some(milliseconds(32_000)), "the answer to that question");
    bench.status(Ok(OrderStatus::Pending));
    assert_eq!(bench.flow.deadline(), Some(milliseconds(3500)), "the next question");
}

#[test]
fn an_order_that_is_asked_for_again_is_asked_for_after_a_pause() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&purchasable::flow::Record::Key);
    bench.created(Err(unreachable()));
    assert_eq!((bench.flow.deadline(), bench.flow.step()), (Some(milliseconds(1500)), Step::Ordering));
    bench.idle();
    bench.wait(1);
    bench.idle();
    bench.wait(1);
    bench.created(Ok(Created::Order(order())));
}

#[test]
fn a_closed_panel_is_confirmed_until_time_is_up_and_no_longer() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    for _ in 0..14 {
        bench.status(Ok(OrderStatus::Pending));
        bench.wait(2);
        assert_eq!(bench.flow.step(), Step::Confirming);
    }
    bench.status(Ok(OrderStatus::Pending));
    assert_eq!(bench.flow.deadline(), Some(milliseconds(29_500)));
    bench.wait(2);
    assert_eq!((bench.error().reason(), bench.flow.deadline()), (&Reason::Unsettled, None));
}

#[test]
fn what_is_over_waits_for_nothing() {
    let mut bench = Bench::paying_in_panel();
    bench.feed(Event::Abandon);
    assert_eq!((bench.flow.deadline(), bench.flow.step()), (None, Step::Done));
}

#[test]
fn an_answer_to_another_question_is_no_answer() {
    let mut bench = Bench::paying_in_panel();
    let Command::Identify(first) = bench.command() else { panic!("first of all, who is playing?") };
    bench.answered(first, OrdersAnswer::Ok(OrderStatus::Paid));
    bench.answered(first, OrdersAnswer::Ok(Created::Owned));
    bench.answered(first, HostAnswer::Ok(Answer::Done));
    assert_eq!(bench.flow.step(), Step::Starting);
    bench.answered(first, OrdersAnswer::Ok(PlayerTag::from("anna")));
    bench.written(&purchasable::flow::Record::Key);

    let create = bench.create();
    bench.answered(first, OrdersAnswer::Ok(PlayerTag::from("bert")));
    bench.answered(create, OrdersAnswer::Ok(PlayerTag::from("bert")));
    assert_eq!(bench.flow.player(), Some(&PlayerTag::from("anna")), "the player of this purchase is known");
    bench.answered(first, OrdersAnswer::Ok(Created::Owned));
    assert_eq!(bench.flow.outcome(), None, "a refusal of something else");
    bench.answered(create, OrdersAnswer::Ok(Created::Order(order())));
    bench.written(&purchasable::flow::Record::Order(order_id()));
    assert_eq!(bench.flow.step(), Step::Paying);
}

#[test]
fn a_status_that_comes_late_says_nothing_of_now() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Err(host_error(HostErrorKind::Rejected)), PanelOutcome::Failed);
    let Command::AskStatus(late, _) = bench.command() else { panic!("the backend is to be asked") };
    bench.wait(30);
    bench.idle();
    bench.answered(late, OrdersAnswer::Ok(OrderStatus::Paid));
    assert!(!bench.paid(), "the purchase has ended by now");
    assert!(matches!(bench.error().reason(), Reason::Host(_)));
}
