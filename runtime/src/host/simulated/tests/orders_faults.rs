use super::*;
use crate::OrdersErrorKind;

fn failure<T>(answer: Option<OrdersAnswer<T>>) -> Option<OrdersErrorKind> {
    answer?.err().map(|error| error.kind)
}

#[test]
fn a_lost_create_has_made_the_order() {
    let tiktok = SimulatedTikTok::new();
    let wish = wish(&tiktok, &SWORD);
    tiktok.fail_next_order(OrdersFault::CreateLost);
    assert_eq!(create(&tiktok, wish.clone()), None);
    assert_eq!(open(&tiktok).len(), 1);
    assert_eq!(*made(create(&tiktok, wish)).id(), open(&tiktok)[0].0);
}

#[test]
fn a_failing_create_has_made_nothing() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next_order(OrdersFault::CreateFails);
    assert_eq!(failure(create(&tiktok, wish(&tiktok, &SWORD))), Some(OrdersErrorKind::Unreachable));
    assert!(tiktok.ledger().orders().is_empty());
}

#[test]
fn a_failing_status_says_nothing_of_the_order() {
    let tiktok = SimulatedTikTok::new();
    let order = paid_order(&tiktok, &SWORD);
    tiktok.fail_next_order(OrdersFault::StatusFails);
    assert_eq!(failure(status(&tiktok, &order)), Some(OrdersErrorKind::Unreachable));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Paid)));
}

#[test]
fn a_stale_status_waits_for_a_paid_order() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    for _ in 0..2 {
        tiktok.fail_next_order(OrdersFault::StatusStale);
    }
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Pending)));
    assert!(pay(&tiktok, &order).is_some());
    let answers: Vec<_> = (0..3).filter_map(|_| status(&tiktok, &order)).collect();
    assert_eq!(answers, [Ok(OrderStatus::Pending), Ok(OrderStatus::Pending), Ok(OrderStatus::Paid)]);
}

#[test]
fn a_closed_order_may_turn_out_paid() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next_order(OrdersFault::ClosedThenPaid);
    let order = paid_order(&tiktok, &SWORD);
    assert_eq!(tiktok.ledger().charged(), 500);
    assert_eq!(open(&tiktok), [(order.clone(), OrderStatus::Pending)]);
    tiktok.advance(minutes(30));
    assert_eq!(open(&tiktok), [(order.clone(), OrderStatus::Closed)]);
    tiktok.advance(minutes(5));
    assert_eq!(open(&tiktok), [(order, OrderStatus::Paid)]);
}

#[test]
fn a_lost_claim_has_taken_the_lease() {
    let tiktok = SimulatedTikTok::new();
    let order = paid_order(&tiktok, &SWORD);
    tiktok.fail_next_order(OrdersFault::ClaimLost);
    assert_eq!(claim(&tiktok, &order, ME), None);
    assert_eq!(claim(&tiktok, &order, OTHER_TAB), Some(Ok(Claim::Elsewhere)));
}

#[test]
fn a_lost_ack_has_granted_the_order() {
    let tiktok = SimulatedTikTok::new();
    let order = paid_order(&tiktok, &SWORD);
    assert_eq!(claim(&tiktok, &order, ME), Some(Ok(Claim::Mine)));
    tiktok.fail_next_order(OrdersFault::AckLost);
    assert_eq!(ack(&tiktok, &order), None);
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Granted)));
}

#[test]
fn an_ended_session_does_nothing() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next_order(OrdersFault::LoginRequired);
    assert_eq!(failure(create(&tiktok, wish(&tiktok, &SWORD))), Some(OrdersErrorKind::LoginRequired));
    assert!(open(&tiktok).is_empty());
}

#[test]
fn a_refund_comes_before_the_answer() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    tiktok.fail_next_order(OrdersFault::Refund);
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Pending)));
    assert!(pay(&tiktok, &order).is_some());
    assert_eq!(claim(&tiktok, &order, ME), Some(Ok(Claim::Refunded)));
    assert_eq!(tiktok.balance(), Beans(10_000));
}

#[test]
fn a_price_drift_makes_no_order() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next_order(OrdersFault::PriceDrift);
    assert_eq!(create(&tiktok, wish(&tiktok, &SWORD)), Some(Ok(Created::PriceDrift(Beans(501)))));
    assert!(tiktok.ledger().orders().is_empty());
}

#[test]
fn a_lost_question_does_nothing() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next_order(OrdersFault::NeverAnswers);
    assert_eq!(create(&tiktok, wish(&tiktok, &SWORD)), None);
    assert!(open(&tiktok).is_empty());
}
