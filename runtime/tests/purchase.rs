//! Purchases against the simulated TikTok, as a game makes them.

mod support;

use std::time::Duration;

use purchasable::{
    Beans, Capabilities, Charged, Clock, HostError, HostErrorKind, HostFault, Journal, JournalError, OrdersFault,
    Reason, Retry, Shop, SimulatedTikTok, Stage, Step, TopUpPolicy, ToppedUp,
};
use support::{Gems, GoldenSkin, Inventory, SteelSword, buy, finish, poll_until, recover};

fn sword() -> SteelSword {
    SteelSword { sharpness: 3 }
}

#[test]
fn enough_beans_buy_at_once() {
    let tiktok = SimulatedTikTok::new().with_balance(500);
    let shop = tiktok.shop();
    let receipt = buy(&shop, sword()).expect("paid");
    assert_eq!((tiktok.balance(), receipt.value().sharpness), (Beans(0), 3));
    let mut inventory = Inventory::default();
    inventory.grant(receipt);
    inventory.must_agree_with(&tiktok);
    assert_eq!(tiktok.ledger().topped_up(), 0);
}

#[test]
fn a_short_wallet_is_topped_up_first() {
    let tiktok = SimulatedTikTok::new().with_balance(50);
    drop(buy(&tiktok.shop(), sword()).expect("topped up and paid"));
    assert_eq!((tiktok.ledger().topped_up(), tiktok.ledger().charged()), (500, 500));
    assert_eq!(tiktok.balance(), Beans(50));
}

#[test]
fn a_host_that_tops_up_inside_pay_is_not_asked_for_a_top_up() {
    let mut capabilities = Capabilities::ALL;
    capabilities.pay_tops_up = true;
    let tiktok = SimulatedTikTok::new().with_balance(50).with_capabilities(capabilities);
    drop(buy(&tiktok.shop(), sword()).expect("pay tops up"));
    assert!(!tiktok.ledger().to_string().contains("checkBalance"));
}

#[test]
fn a_policy_overrides_what_the_host_prefers() {
    let in_pay = SimulatedTikTok::new();
    let shop = in_pay.shop();
    shop.set_top_up_policy(TopUpPolicy::InPay);
    drop(buy(&shop, sword()).expect("paid"));
    assert!(!in_pay.ledger().to_string().contains("checkBalance"));

    let mut capabilities = Capabilities::ALL;
    capabilities.pay_tops_up = true;
    let explicit = SimulatedTikTok::new().with_capabilities(capabilities);
    let shop = explicit.shop();
    shop.set_top_up_policy(TopUpPolicy::Explicit);
    drop(buy(&shop, sword()).expect("paid"));
    assert!(explicit.ledger().to_string().contains("checkBalance"));
}

#[test]
fn without_a_tier_the_balance_is_not_checked() {
    let tiktok = SimulatedTikTok::new();
    drop(buy(&tiktok.shop(), Gems::Handful).expect("paid"));
    assert!(!tiktok.ledger().to_string().contains("checkBalance"));
}

#[test]
fn a_cancel_charges_nothing_and_the_next_attempt_accepts_the_old_order() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::Cancel);
    let cancelled = buy(&shop, Gems::Handful).expect_err("cancelled");
    assert_eq!((cancelled.reason(), cancelled.stage()), (&Reason::Cancelled, Stage::Pay));
    assert_eq!(tiktok.ledger().charged(), 0);

    let refused = buy(&shop, Gems::Handful).expect_err("the old order could still settle");
    assert_eq!((refused.retry(), refused.charged()), (Retry::AfterAccepting, Charged::No));
    assert_eq!(refused.to_accept(), cancelled.to_accept());

    drop(finish(shop.purchase(Gems::Handful).accepting(refused.to_accept())).expect("the player was told"));
    assert_eq!(tiktok.ledger().charged(), 100);
}

#[test]
fn a_cancelled_top_up_opens_no_payment_panel() {
    let tiktok = SimulatedTikTok::new().with_balance(0);
    tiktok.fail_next(HostFault::Cancel);
    let error = buy(&tiktok.shop(), sword()).expect_err("cancelled");
    assert_eq!((error.reason(), error.topped_up(), error.retry()), (&Reason::Cancelled, ToppedUp::No, Retry::Now));
    assert_eq!(tiktok.ledger().pay_calls(), 0);
}

#[test]
fn a_decline_is_the_hosts_word_with_its_code_kept() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next(HostFault::Decline);
    let error = buy(&tiktok.shop(), Gems::Handful).expect_err("declined");
    let host_error = error.host_error().expect("the host said why");
    assert_eq!((host_error.kind, error.stage()), (HostErrorKind::Rejected, Stage::Pay));
    assert!(host_error.code.is_some());
}

#[test]
fn a_malformed_answer_is_typed_and_keeps_what_the_host_said() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next(HostFault::Malformed);
    let error = buy(&tiktok.shop(), sword()).expect_err("the balance check made no sense");
    assert_eq!(error.stage(), Stage::CheckBalance);
    assert!(
        matches!(error.reason(), Reason::Host(HostError { kind: HostErrorKind::Malformed, raw, .. }) if raw == "\"ok\"")
    );
    assert_eq!(error.charged(), Charged::No);
}

#[test]
fn a_host_without_pay_is_told_from_the_start() {
    let tiktok = SimulatedTikTok::new().with_capabilities(Capabilities::default());
    let error = buy(&tiktok.shop(), Gems::Handful).expect_err("there is no pay");
    assert_eq!((error.stage(), error.retry(), error.charged()), (Stage::Start, Retry::Never, Charged::No));
    assert!(tiktok.ledger().entries().is_empty());
}

#[test]
fn nobody_tops_up_for_an_item_that_they_own() {
    let tiktok = SimulatedTikTok::new().with_balance(300);
    let shop = tiktok.shop();
    Inventory::default().grant(buy(&shop, GoldenSkin).expect("paid"));
    let error = buy(&shop, GoldenSkin).expect_err("owned");
    assert_eq!((error.reason(), error.topped_up(), error.charged()), (&Reason::Owned, ToppedUp::No, Charged::No));
}

#[test]
fn an_item_bought_once_is_not_sold_twice() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    Inventory::default().grant(buy(&shop, GoldenSkin).expect("paid"));
    let error = buy(&shop, GoldenSkin).expect_err("owned");
    assert_eq!((error.reason(), error.retry()), (&Reason::Owned, Retry::Never));
    assert_eq!(tiktok.ledger().charged(), 300);
}

#[test]
fn other_prices_at_the_backend_stop_the_purchase_and_are_told() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next_order(OrdersFault::PriceDrift);
    let error = buy(&tiktok.shop(), Gems::Handful).expect_err("the game is old");
    assert_eq!((error.reason(), error.retry()), (&Reason::PriceDrift(Beans(101)), Retry::AfterUpdate));
    assert_eq!(tiktok.ledger().pay_calls(), 0);
}

#[test]
fn a_payload_comes_back_with_the_order_after_a_reload() {
    let tiktok = SimulatedTikTok::new();
    drop(finish(tiktok.shop().purchase(sword()).with_payload([3])));
    let receipt = recover(&tiktok.shop()).receipts.pop().expect("paid and not granted");
    assert_eq!(receipt.order().payload(), [3]);
}

#[test]
fn what_a_receipt_is_mapped_to_is_granted_in_place_of_the_value() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let receipt = buy(&shop, sword()).expect("paid").map(|sword| u32::from(sword.sharpness) * 10);
    assert_eq!((receipt.value(), receipt.order().sku()), (&30, "steel_sword"));
    assert!(recover(&shop).receipts.is_empty(), "it is still looked after");
    let mut granted = Vec::new();
    let given = Box::pin(receipt.grant(async |value, _order| {
        granted.push(value);
        Ok::<_, ()>(())
    }));
    assert!(finish(given).is_ok());
    assert_eq!(granted, [30]);
    assert!(recover(&shop).receipts.is_empty());
}

#[test]
fn a_payload_that_is_too_long_is_refused_before_any_call() {
    let tiktok = SimulatedTikTok::new();
    let error = finish(tiktok.shop().purchase(sword()).with_payload(vec![0; 1025])).expect_err("too long");
    assert_eq!((error.reason(), error.stage()), (&Reason::PayloadTooLong(1025), Stage::Start));
    assert!(tiktok.ledger().entries().is_empty());
}

#[test]
fn a_login_that_is_asked_for_is_not_a_failure() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next_order(OrdersFault::LoginRequired);
    let error = buy(&tiktok.shop(), Gems::Handful).expect_err("log in first");
    assert_eq!((error.retry(), error.charged()), (Retry::AfterLogin, Charged::No));
    finish(tiktok.shop().login()).expect("a code for the backend");
}

#[test]
fn the_steps_tell_what_the_player_waits_for() {
    let tiktok = SimulatedTikTok::new().with_balance(0);
    let shop = tiktok.shop();
    let mut purchase = shop.purchase(sword());
    let mut steps = vec![purchase.step()];
    while purchase.poll_now().is_none() {
        if steps.last() != Some(&purchase.step()) {
            steps.push(purchase.step());
        }
    }
    let topping_up = Step::ToppingUp { again: false };
    let (check, order, pay) = (Step::CheckingBalance, Step::Ordering, Step::Paying);
    assert_eq!(steps, [Step::Starting, order, check, topping_up, check, pay, Step::Confirming]);
}

#[test]
fn a_top_up_that_has_not_arrived_is_remembered_by_the_next_purchase() {
    let tiktok = SimulatedTikTok::new().with_balance(0);
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::FailThenMoney);
    let error = buy(&shop, sword()).expect_err("the top-up fails, as far as anybody can see");
    assert_eq!((error.stage(), error.topped_up(), error.charged()), (Stage::Recharge, ToppedUp::Maybe, Charged::Maybe));
    let mut again = shop.purchase(sword());
    poll_until(&mut again, |purchase| purchase.step() == Step::ToppingUp { again: true });
}

#[test]
fn the_wallet_page_opens() {
    let tiktok = SimulatedTikTok::new();
    finish(tiktok.shop().open_balance()).expect("opened");
    tiktok.fail_next(HostFault::ErrorCode);
    let error = finish(tiktok.shop().open_balance()).expect_err("refused");
    assert_eq!(error.kind, HostErrorKind::Rejected);
}

#[test]
fn a_full_journal_stops_the_purchase_before_the_host_is_called() {
    struct Full;
    impl Journal for Full {
        fn load(&self) -> Result<String, JournalError> {
            Ok(String::new())
        }
        fn save(&self, _text: &str) -> Result<(), JournalError> {
            Err(JournalError::new("the storage is full"))
        }
    }
    let tiktok = SimulatedTikTok::new();
    let error = buy(&Shop::new(tiktok.clone(), tiktok.orders(), Full), Gems::Handful).expect_err("nothing is kept");
    assert_eq!((error.stage(), error.charged(), error.retry()), (Stage::Journal, Charged::No, Retry::Later));
    assert_eq!((tiktok.ledger().pay_calls(), tiktok.ledger().orders().len()), (0, 0));
}

#[test]
fn a_failed_purchase_gives_its_value_back() {
    let tiktok = SimulatedTikTok::new();
    tiktok.fail_next(HostFault::Decline);
    let mut purchase = tiktok.shop().purchase(sword());
    finish(&mut purchase).expect_err("declined");
    assert_eq!(purchase.into_value().map(|sword| sword.sharpness), Some(3));
}

#[test]
fn the_clock_may_belong_to_the_test() {
    let tiktok = SimulatedTikTok::new().with_clock(Clock::Manual);
    let mut purchase = tiktok.shop().purchase(Gems::Handful);
    for _ in 0..100 {
        assert!(purchase.poll_now().is_none(), "nothing happens while the clock stands still");
    }
    for _ in 0..200 {
        tiktok.advance(Duration::from_millis(16));
        if let Some(result) = purchase.poll_now() {
            return assert!(result.is_ok());
        }
    }
    panic!("not bought within three virtual seconds");
}
