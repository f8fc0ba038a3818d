use super::*;
use crate::Offer;
use crate::{Answer, TierId};

/// Pays under a fault, and waits a second: the answer, if it came by then.
fn pay_under(fault: HostFault) -> (SimulatedTikTok, TradeOrderId, Option<HostAnswer>) {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    let tiktok = tiktok.with_clock(Clock::Manual);
    tiktok.fail_next(fault);
    let slot = Rc::new(RefCell::new(None));
    let filled = slot.clone();
    tiktok.call(Call::Pay(order.clone()), Reply::new(move |answer| drop(filled.borrow_mut().replace(answer))));
    tiktok.advance(Duration::from_secs(1));
    let answer = slot.take();
    (tiktok.with_clock(Clock::Automatic), order, answer)
}

#[track_caller]
fn fails_without_money(fault: HostFault, kind: HostErrorKind) {
    let (tiktok, order, answer) = pay_under(fault);
    assert_eq!(error_kind(answer), Some(kind));
    tiktok.advance(minutes(60));
    assert_eq!(tiktok.ledger().charged(), 0);
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Closed)));
}

#[test]
fn faults_before_the_money_charge_nothing() {
    fails_without_money(HostFault::ErrorCode, HostErrorKind::Rejected);
    fails_without_money(HostFault::Decline, HostErrorKind::Rejected);
    fails_without_money(HostFault::Cancel, HostErrorKind::Cancelled);
    fails_without_money(HostFault::OrderUsed, HostErrorKind::Rejected);
    fails_without_money(HostFault::BalanceChanged, HostErrorKind::Rejected);
    fails_without_money(HostFault::Throw, HostErrorKind::Threw);
    fails_without_money(HostFault::HostMissing, HostErrorKind::Unavailable);
    fails_without_money(HostFault::CapabilityMissing, HostErrorKind::Unavailable);
}

#[test]
fn an_error_code_is_kept() {
    let (_, _, answer) = pay_under(HostFault::ErrorCode);
    let error = answer.expect("an answer").expect_err("an error");
    assert_eq!(error.code.as_deref(), Some("50001000"));
}

#[test]
fn a_malformed_answer_is_kept_and_the_money_has_moved() {
    let (tiktok, _, answer) = pay_under(HostFault::Malformed);
    let error = answer.expect("an answer").expect_err("an error");
    assert_eq!((error.kind, error.raw.as_str()), (HostErrorKind::Malformed, "\"ok\""));
    assert_eq!(tiktok.ledger().charged(), 500);
}

#[test]
fn a_silent_host_leaves_its_panel_open_and_charges_nothing() {
    let (tiktok, order, answer) = pay_under(HostFault::NeverAnswers);
    tiktok.advance(minutes(60));
    assert_eq!(answer, None);
    assert_eq!((tiktok.ledger().charged(), tiktok.ledger().panels_open()), (0, 1));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Closed)));
}

#[test]
fn a_payment_without_an_answer_is_known_to_the_backend() {
    let (tiktok, order, answer) = pay_under(HostFault::DoneUnanswered);
    assert_eq!(answer, None);
    assert_eq!((tiktok.ledger().charged(), tiktok.ledger().panels_open()), (500, 1));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Paid)));
}

#[test]
fn a_second_answer_is_on_record_and_reaches_nobody() {
    for (fault, second_is_success) in [(HostFault::AnswersTwice, true), (HostFault::SuccessThenFail, false)] {
        let (tiktok, _, answer) = pay_under(fault);
        assert_eq!(answer, Some(Ok(Answer::Done)));
        let entries = tiktok.ledger().entries();
        let second = entries.iter().find_map(|entry| match &entry.fact {
            Fact::Ignored(_, answer) => Some(answer.is_ok()),
            _ => None,
        });
        assert_eq!(second, Some(second_is_success));
        assert_eq!(tiktok.ledger().charged(), 500);
    }
}

#[test]
fn money_may_move_after_a_failure() {
    let (tiktok, order, answer) = pay_under(HostFault::FailThenMoney);
    assert_eq!(error_kind(answer), Some(HostErrorKind::Rejected));
    assert_eq!(tiktok.ledger().charged(), 0);
    tiktok.advance(minutes(12));
    assert_eq!(tiktok.ledger().charged(), 500);
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Paid)));
}

#[test]
fn a_top_up_may_arrive_after_a_failure() {
    let tiktok = SimulatedTikTok::new().with_balance(0);
    tiktok.fail_next(HostFault::FailThenMoney);
    assert_eq!(error_kind(call(&tiktok, Call::Recharge(TierId("any")))), Some(HostErrorKind::Rejected));
    assert_eq!(tiktok.ledger().topped_up(), 0);
    tiktok.advance(minutes(12));
    assert_eq!(tiktok.ledger().topped_up(), 100);
}

#[test]
fn a_late_answer_comes_with_its_money() {
    let (tiktok, order, answer) = pay_under(HostFault::AnswersLate);
    assert_eq!((answer, tiktok.ledger().charged(), tiktok.ledger().panels_open()), (None, 0, 1));
    tiktok.advance(minutes(12));
    assert_eq!((tiktok.ledger().charged(), tiktok.ledger().panels_open()), (500, 0));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Paid)));
}

#[test]
fn a_balance_that_changed_was_enough_when_it_was_checked() {
    let tiktok = SimulatedTikTok::new().with_balance(600);
    let order = order(&tiktok, &SWORD);
    tiktok.fail_next(HostFault::BalanceChanged);
    assert_eq!(call(&tiktok, Call::CheckBalance(Beans(500))), Some(Ok(Answer::Sufficient(true))));
    assert_eq!(error_kind(pay(&tiktok, &order)), Some(HostErrorKind::Rejected));
    assert_eq!((tiktok.balance(), tiktok.ledger().spent_elsewhere()), (Beans(499), 101));
}

#[test]
fn a_fault_waits_for_a_call_that_it_fits() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    tiktok.fail_next(HostFault::Decline);
    tiktok.fail_next(HostFault::Throw);
    assert_eq!(error_kind(call(&tiktok, Call::Login)), Some(HostErrorKind::Threw));
    assert!(matches!(call(&tiktok, Call::Login), Some(Ok(Answer::LoginCode(_)))));
    assert_eq!(error_kind(pay(&tiktok, &order)), Some(HostErrorKind::Rejected));
}

#[test]
fn what_the_host_does_not_offer_is_refused() {
    let tiktok =
        SimulatedTikTok::new().with_capabilities(Capabilities { recharge: Offer::NoMethod, ..Capabilities::ALL });
    assert_eq!(error_kind(call(&tiktok, Call::Recharge(TierId("any")))), Some(HostErrorKind::Unavailable));
    assert_eq!(call(&tiktok, Call::OpenBalance), Some(Ok(Answer::Done)));
}

#[test]
fn every_fault_has_a_name_of_its_own() {
    for fault in HostFault::ALL {
        assert_eq!(fault.to_string().parse(), Ok(*fault));
        assert!(fault.description().ends_with('.'));
    }
    for fault in OrdersFault::ALL {
        assert_eq!(fault.to_string().parse(), Ok(*fault));
        assert!(fault.name().parse::<HostFault>().is_err(), "{fault} is a host fault too");
    }
    let error = "declin".parse::<HostFault>().unwrap_err().to_string();
    assert!(error.starts_with("unknown fault `declin`") && error.contains("decline"), "{error}");
}

#[test]
fn a_silent_host_keeps_the_way_back() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    for fault in [HostFault::NeverAnswers, HostFault::DoneUnanswered] {
        tiktok.fail_next(fault);
        let kept = Rc::new(());
        let held = kept.clone();
        tiktok.call(Call::Pay(order.clone()), Reply::new(move |_| drop(held)));
        tiktok.advance(minutes(60));
        assert_eq!(Rc::strong_count(&kept), 2, "{fault}");
    }
}
