//! Between the order and its payment.

use std::collections::BTreeSet;
use std::time::Duration;

use purchasable::flow::{Command, Record};
use purchasable::{
    Answer, Call, Charged, Created, HostAnswer, HostErrorKind, Inventory, OrderStatus, PanelOutcome, Reason, Retry,
    Stage, Step, ToppedUp,
};

use crate::bench::{Bench, SWORD, TIER, host_error, order_id};

#[test]
fn a_top_up_that_may_still_arrive_is_not_to_be_repeated_at_once() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    bench.answer(&Call::Recharge(TIER), Err(host_error(HostErrorKind::Rejected)));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    assert_eq!((bench.error().topped_up(), bench.error().retry()), (ToppedUp::Maybe, Retry::Later));
}

#[test]
fn where_pay_may_top_up_nobody_can_say_that_it_did_not() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Err(host_error(HostErrorKind::Cancelled)), PanelOutcome::Cancelled);
    bench.status(Ok(OrderStatus::Pending));
    assert_eq!(bench.error().topped_up(), ToppedUp::Maybe);
}

#[test]
fn nobody_tops_up_for_an_order_that_cannot_be_made() {
    for refusal in [Created::Owned, Created::PriceDrift(SWORD.beans())] {
        let mut bench = Bench::new(Some(TIER), Inventory::Client);
        bench.identify();
        bench.written(&Record::Key);
        bench.created(Ok(refusal));
        assert_eq!(bench.command(), Command::Erase(Record::Key));
        bench.idle();
        assert_eq!((bench.error().charged(), bench.error().topped_up()), (Charged::No, ToppedUp::No));
    }
}

#[test]
fn an_order_that_grew_old_while_topping_up_is_not_paid() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    let recharge = bench.call(&Call::Recharge(TIER));
    bench.now += Duration::from_secs(901);
    bench.answered(recharge, HostAnswer::Ok(Answer::Done));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(true)));
    assert_eq!(bench.command(), Command::Erase(Record::TopUp(TIER)));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
    let error = bench.error();
    assert_eq!((error.reason(), error.topped_up()), (&Reason::OrderTooOld, ToppedUp::Yes));
    assert_eq!((error.retry(), error.order()), (Retry::Now, None));
}

#[test]
fn enough_beans_need_no_top_up() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(true)));
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn a_short_wallet_is_topped_up_once_and_looked_at_again() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    assert_eq!(bench.flow.step(), Step::ToppingUp { again: false });
    bench.answer(&Call::Recharge(TIER), Ok(Answer::Done));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
    let error = bench.error();
    assert_eq!((error.reason(), error.topped_up()), (&Reason::TopUpUnsettled, ToppedUp::Yes));
}

#[test]
fn the_next_top_up_says_that_an_earlier_one_has_not_arrived() {
    let mut bench = Bench::topping_up(true);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    assert_eq!(bench.flow.step(), Step::ToppingUp { again: true });
}

#[test]
fn a_top_up_that_failed_but_moved_money_goes_on_to_the_order() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    bench.answer(&Call::Recharge(TIER), Err(host_error(HostErrorKind::Rejected)));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(true)));
    assert_eq!(bench.command(), Command::Erase(Record::TopUp(TIER)));
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn a_cancelled_top_up_is_a_cancelled_purchase() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    bench.answer(&Call::Recharge(TIER), Err(host_error(HostErrorKind::Cancelled)));
    assert_eq!(bench.command(), Command::Erase(Record::TopUp(TIER)));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
    let error = bench.error();
    assert_eq!((error.reason(), error.stage(), error.retry()), (&Reason::Cancelled, Stage::Recharge, Retry::Now));
}

#[test]
fn answers_of_another_call_and_late_answers_change_nothing() {
    let mut bench = Bench::topping_up(false);
    let check = bench.call(&Call::CheckBalance(SWORD.beans()));
    bench.answered(check, HostAnswer::Ok(Answer::Sufficient(true)));
    bench.call(&Call::Pay(order_id()));
    let before = bench.flow.clone();
    bench.answered(check, HostAnswer::Ok(Answer::Sufficient(false)));
    assert_eq!(bench.flow, before);
}

#[test]
fn an_order_is_paid_up_to_its_last_second() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    let recharge = bench.call(&Call::Recharge(TIER));
    bench.now += Duration::from_secs(900);
    bench.answered(recharge, HostAnswer::Ok(Answer::Done));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(true)));
    assert_eq!(bench.command(), Command::Erase(Record::TopUp(TIER)));
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn a_wallet_that_is_still_short_says_why() {
    let short_after = |recharged: HostAnswer| {
        let mut bench = Bench::topping_up(false);
        bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
        bench.written(&Record::TopUp(TIER));
        bench.answer(&Call::Recharge(TIER), recharged);
        bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
        bench.error().reason().clone()
    };
    assert_eq!(short_after(Ok(Answer::Done)), Reason::TopUpUnsettled);
    assert_eq!(short_after(Err(host_error(HostErrorKind::Malformed))), Reason::TopUpUnsettled);
    assert!(matches!(short_after(Err(host_error(HostErrorKind::Rejected))), Reason::Host(_)), "the host refused it");
}

#[test]
fn a_top_up_that_cannot_be_asked_for_was_none() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    bench.answer(&Call::Recharge(TIER), Err(host_error(HostErrorKind::Unavailable)));
    assert_eq!(bench.command(), Command::Erase(Record::TopUp(TIER)));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
    let error = bench.error();
    assert_eq!((error.charged(), error.topped_up(), error.retry()), (Charged::No, ToppedUp::No, Retry::Never));
}

#[test]
fn every_step_has_words_of_its_own() {
    let steps = [
        Step::Starting,
        Step::CheckingBalance,
        Step::ToppingUp { again: false },
        Step::ToppingUp { again: true },
        Step::Ordering,
        Step::Paying,
        Step::Confirming,
        Step::Done,
    ];
    let words: BTreeSet<_> = steps.iter().map(ToString::to_string).collect();
    assert_eq!(words.len(), steps.len());
    assert!(words.iter().all(|words| !words.is_empty()));
}
