use super::*;
use crate::{Answer, Tier};

#[test]
fn a_payment_takes_the_price_and_no_more() {
    let tiktok = SimulatedTikTok::new().with_balance(700);
    paid_order(&tiktok, &SWORD);
    assert_eq!(tiktok.balance(), Beans(200));
    assert_eq!(tiktok.ledger().charged(), 500);
    assert_eq!(tiktok.ledger().charged_for("steel_sword"), 500);
    assert_eq!(tiktok.ledger().charged_for("shield"), 0);
}

#[test]
fn a_wallet_that_is_short_pays_nothing() {
    let tiktok = SimulatedTikTok::new().with_balance(499);
    let order = order(&tiktok, &SWORD);
    assert_eq!(error_kind(pay(&tiktok, &order)), Some(HostErrorKind::Rejected));
    assert_eq!(tiktok.balance(), Beans(499));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Pending)));
}

#[test]
fn a_host_whose_pay_tops_up_buys_the_next_package() {
    let capabilities = Capabilities { pay_tops_up: true, ..Capabilities::ALL };
    let tiktok = SimulatedTikTok::new().with_balance(450).with_capabilities(capabilities);
    paid_order(&tiktok, &SWORD);
    assert_eq!(tiktok.ledger().topped_up(), 100);
    assert_eq!(tiktok.balance(), Beans(50));
}

#[test]
fn the_smallest_package_that_covers_is_taken() {
    let tiers = [Tier::new("small", 200), Tier::new("large", 5_000), Tier::new("middle", 700)];
    let capabilities = Capabilities { pay_tops_up: true, ..Capabilities::ALL };
    let tiktok = SimulatedTikTok::new().with_balance(0).with_tiers(tiers).with_capabilities(capabilities);
    paid_order(&tiktok, &SWORD);
    assert_eq!(tiktok.ledger().topped_up(), 700);
}

#[test]
fn an_order_that_no_package_covers_is_declined_inside_pay() {
    let capabilities = Capabilities { pay_tops_up: true, ..Capabilities::ALL };
    let tiktok = SimulatedTikTok::new().with_balance(0).with_capabilities(capabilities);
    let tiktok = tiktok.with_tiers([Tier::new("small", 200)]);
    let order = order(&tiktok, &SWORD);
    assert_eq!(error_kind(pay(&tiktok, &order)), Some(HostErrorKind::Rejected));
    assert_eq!(tiktok.ledger().topped_up(), 0);
}

#[test]
fn a_registered_tier_tops_up_what_it_holds_and_another_is_refused() {
    let tiktok = SimulatedTikTok::new().with_balance(0).with_tiers([Tier::new("small", 200)]);
    let recharge = |tier| call(&tiktok, Call::Recharge(crate::TierId(tier)));
    assert_eq!(recharge("small"), Some(Ok(Answer::Done)));
    assert_eq!(error_kind(recharge("large")), Some(HostErrorKind::Rejected));
    assert_eq!(tiktok.balance(), Beans(200));
}

#[test]
fn without_registered_tiers_any_tier_covers_what_was_missing() {
    let tiktok = SimulatedTikTok::new().with_balance(30);
    assert_eq!(call(&tiktok, Call::CheckBalance(Beans(500))), Some(Ok(Answer::Sufficient(false))));
    assert_eq!(call(&tiktok, Call::Recharge(crate::TierId("any"))), Some(Ok(Answer::Done)));
    assert_eq!(call(&tiktok, Call::CheckBalance(Beans(500))), Some(Ok(Answer::Sufficient(true))));
    assert_eq!(tiktok.balance(), Beans(530));
}

#[test]
fn an_order_is_paid_once() {
    let tiktok = SimulatedTikTok::new();
    let order = paid_order(&tiktok, &SWORD);
    assert_eq!(error_kind(pay(&tiktok, &order)), Some(HostErrorKind::Rejected));
    assert_eq!(tiktok.ledger().charged(), 500);
    assert_eq!(tiktok.ledger().pay_calls(), 2);
}

#[test]
fn two_panels_for_one_order_charge_once() {
    let tiktok = SimulatedTikTok::new().with_clock(Clock::Manual).with_orders_latency(Duration::ZERO);
    let order = order(&tiktok, &SWORD);
    for _ in 0..2 {
        tiktok.call(Call::Pay(order.clone()), Reply::new(drop));
    }
    assert_eq!(tiktok.ledger().panels_open(), 2);
    tiktok.advance(minutes(1));
    assert_eq!(tiktok.ledger().charged(), 500);
    assert_eq!((tiktok.ledger().panels_open(), tiktok.ledger().most_panels_open()), (0, 2));
}

#[test]
fn an_order_whose_panel_was_closed_needs_a_new_one() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    tiktok.fail_next(HostFault::Cancel);
    assert_eq!(error_kind(pay(&tiktok, &order)), Some(HostErrorKind::Cancelled));
    assert_eq!(error_kind(pay(&tiktok, &order)), Some(HostErrorKind::Rejected));
    assert_eq!(tiktok.ledger().charged(), 0);
}

#[test]
fn an_order_that_nobody_made_is_refused() {
    let tiktok = SimulatedTikTok::new();
    for id in ["TOID0000000001", "TOID1", "TOID0", "", "1"] {
        assert_eq!(error_kind(pay(&tiktok, &id.into())), Some(HostErrorKind::Rejected), "{id}");
    }
}

#[test]
fn a_refund_puts_the_price_back_once() {
    let tiktok = SimulatedTikTok::new().with_balance(500);
    let order = paid_order(&tiktok, &SWORD);
    assert!(tiktok.refund(&order));
    assert!(!tiktok.refund(&order));
    assert_eq!(tiktok.balance(), Beans(500));
    assert_eq!(tiktok.ledger().refunded(), 500);
}

#[test]
fn an_unpaid_order_has_nothing_to_refund() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    assert!(!tiktok.refund(&order));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Pending)));
}

#[test]
fn the_timeline_reads_line_by_line() {
    let tiktok = SimulatedTikTok::new().with_balance(700);
    paid_order(&tiktok, &SWORD);
    let expected = "        0.000 s  backend  create steel_sword
        0.080 s  order    TOID0000000001 is pending
        0.080 s  call     pay TOID0000000001
        0.480 s  wallet   pays 500 Beans for steel_sword (TOID0000000001); it holds 200 Beans
        0.480 s  order    TOID0000000001 is paid
        0.480 s  answer   pay TOID0000000001: done
";
    assert_eq!(tiktok.ledger().to_string(), expected);
}

#[test]
fn a_limited_ledger_keeps_the_newest_entries_and_every_sum() {
    let tiktok = SimulatedTikTok::new().with_ledger_limit(1);
    paid_order(&tiktok, &SWORD);
    let entries = tiktok.ledger().entries();
    assert!(matches!(entries.as_slice(), [LedgerEntry { fact: Fact::Answered(Call::Pay(_), _), .. }]), "{entries:?}");
    assert_eq!(tiktok.ledger().charged(), 500);
    tiktok.ledger().clear();
    assert!(tiktok.ledger().entries().is_empty());
    assert_eq!(tiktok.ledger().orders().len(), 1);
}
