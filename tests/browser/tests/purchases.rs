//! An annotated item, compiled to wasm, bought from the stand-in for TikTok.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use browser_tests::TestOrders;
use browser_tests::stand_in::{self, json};
use purchasable::{
    Charged, Granted, HostErrorKind, MemoryJournal, MinisBridge, OrderStatus, PanelOutcome, Purchasable, Purchase,
    PurchaseError, Reason, Receipt, Shop, Stage, Timing, ToppedUp, TradeOrderId, purchasable,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[purchasable(beans = 500, tier = "tier_500", name = "Steel sword")]
#[derive(Debug, PartialEq)]
struct SteelSword {
    sharpness: u8,
}

const CHECK: &str = r#"Minis.checkBalance({"type":"BEANS","amount":500})"#;
const RECHARGE: &str = r#"Minis.recharge({"tier_id":"tier_500"})"#;
const PAY: &str = r#"Minis.pay({"trade_order_id":"order-1"})"#;
const CANCEL: &str = r#"{"is_success":false,"error":{"error_code":117601,"error_msg":"cancel","error_extra":{}}}"#;

struct Game {
    shop: Shop,
    orders: TestOrders,
}

impl Game {
    fn with_wallet(beans: u32) -> Self {
        stand_in::install(beans);
        let orders = TestOrders::selling(SteelSword::ITEMS);
        let quick = Timing { poll: Duration::from_millis(10), ..Timing::default() };
        let shop = Shop::new(MinisBridge::new(), orders.clone(), MemoryJournal::new());
        shop.set_timing(quick);
        Self { shop, orders }
    }

    fn sword(&self) -> Purchase<SteelSword> {
        SteelSword { sharpness: 3 }.purchase(&self.shop)
    }

    async fn refused(&self) -> PurchaseError {
        self.sword().await.expect_err("there is no receipt")
    }

    fn statuses(&self) -> Vec<OrderStatus> {
        self.orders.all().iter().map(|order| order.status).collect()
    }
}

/// Gives the value to the player, who has to have paid for it.
async fn grant(receipt: Receipt<SteelSword>) {
    let granted = receipt.grant(async |sword, order| {
        assert_eq!((sword, order.as_str()), (SteelSword { sharpness: 3 }, "order-1"));
        Ok::<(), ()>(())
    });
    assert!(matches!(granted.await, Ok(Granted::Now)));
}

#[wasm_bindgen_test]
async fn a_wallet_with_enough_beans_pays_at_once() {
    let game = Game::with_wallet(700);
    let receipt = game.sword().await.expect("the wallet holds enough");
    assert_eq!(receipt.order().sku, "steel_sword");
    assert_eq!(stand_in::calls(), [CHECK, PAY]);
    assert_eq!(stand_in::balance(), 200);
    assert_eq!(game.orders.reports(), [PanelOutcome::Succeeded]);
    assert_eq!(game.statuses(), [OrderStatus::Paid]);
    grant(receipt).await;
    assert_eq!(game.statuses(), [OrderStatus::Granted]);
}

#[wasm_bindgen_test]
async fn a_short_wallet_is_topped_up_once_and_looked_at_again() {
    let game = Game::with_wallet(100);
    let receipt = game.sword().await.expect("the player tops up");
    assert_eq!(stand_in::calls(), [CHECK, RECHARGE, CHECK, PAY]);
    assert_eq!(stand_in::balance(), 100);
    grant(receipt).await;
}

#[wasm_bindgen_test]
async fn a_host_that_takes_its_time_is_waited_for() {
    let game = Game::with_wallet(100);
    for method in ["checkBalance", "recharge", "pay"] {
        stand_in::answer_next_later(method, 15);
    }
    let receipt = game.sword().await.expect("the player tops up");
    assert_eq!(stand_in::calls(), [CHECK, RECHARGE, CHECK, PAY]);
    grant(receipt).await;
}

#[wasm_bindgen_test]
async fn a_cancelled_payment_charges_nothing() {
    let game = Game::with_wallet(700);
    stand_in::answer_next("pay", &json(CANCEL));
    let error = game.refused().await;
    assert_eq!((error.reason(), error.stage()), (&Reason::Cancelled, Stage::Pay));
    assert_eq!(error.charged(), Charged::Maybe, "the panel was open, and only the backend could say no");
    assert_eq!(error.order().map(TradeOrderId::as_str), Some("order-1"));
    assert_eq!(stand_in::calls(), [CHECK, PAY]);
    assert_eq!(stand_in::balance(), 700);
    assert_eq!(game.orders.reports(), [PanelOutcome::Cancelled]);
    assert_eq!(game.statuses(), [OrderStatus::Pending]);
    assert!(!game.shop.is_busy());
}

#[wasm_bindgen_test]
async fn a_cancelled_top_up_leaves_an_order_that_is_reported_as_never_paid() {
    let game = Game::with_wallet(100);
    stand_in::answer_next("recharge", &json(CANCEL));
    let error = game.refused().await;
    assert_eq!((error.reason(), error.stage()), (&Reason::Cancelled, Stage::Recharge));
    assert_eq!((error.topped_up(), error.order()), (ToppedUp::No, None));
    assert_eq!(stand_in::calls(), [CHECK, RECHARGE]);
    assert_eq!(stand_in::balance(), 100);
    assert_eq!(game.orders.reports(), [PanelOutcome::NeverPaid]);
}

#[wasm_bindgen_test]
async fn an_error_object_reaches_the_game_whole() {
    let game = Game::with_wallet(700);
    let answer = r#"{"error":{"error_code":117600,"error_msg":"region","error_extra":{"store":"XX"}}}"#;
    stand_in::answer_next("pay", &json(answer));
    let error = game.refused().await;
    let Reason::Host(host) = error.reason() else { panic!("{error}") };
    assert_eq!(host.kind, HostErrorKind::Rejected);
    assert_eq!((host.code.as_deref(), host.message.as_str(), host.raw.as_str()), (Some("117600"), "region", answer));
    assert_eq!(error.stage(), Stage::Pay);
    assert_eq!(stand_in::balance(), 700);
    assert_eq!(game.orders.reports(), [PanelOutcome::Failed]);
}

#[wasm_bindgen_test]
async fn an_error_object_from_the_balance_check_ends_the_purchase_before_any_panel() {
    let game = Game::with_wallet(700);
    stand_in::answer_next("checkBalance", &json(r#"{"error":{"error_code":116502,"error_msg":"internal"}}"#));
    let error = game.refused().await;
    assert_eq!((error.stage(), error.charged()), (Stage::CheckBalance, Charged::No));
    assert_eq!(stand_in::calls(), [CHECK]);
    assert_eq!(game.orders.reports(), [PanelOutcome::NeverPaid]);
}

#[wasm_bindgen_test]
async fn a_payment_that_the_host_never_confirms_is_found_at_the_backend() {
    let game = Game::with_wallet(700);
    stand_in::carry_out_next_silently("pay");
    let receipt = game.sword().await.expect("the backend sees the payment");
    assert_eq!(stand_in::balance(), 200);
    grant(receipt).await;
}

#[wasm_bindgen_test]
async fn an_answer_of_the_wrong_shape_does_not_lose_the_payment() {
    let game = Game::with_wallet(700);
    stand_in::carry_out_next_and_answer("pay", &JsValue::UNDEFINED);
    let receipt = game.sword().await.expect("the backend sees the payment");
    assert_eq!(game.orders.reports(), [PanelOutcome::NoAnswer]);
    grant(receipt).await;
}

#[wasm_bindgen_test]
async fn a_host_that_answers_twice_sells_once() {
    let game = Game::with_wallet(1200);
    stand_in::answer_next_twice("pay");
    let receipt = game.sword().await.expect("the wallet holds enough");
    assert_eq!(stand_in::calls(), [CHECK, PAY]);
    grant(receipt).await;
}

#[wasm_bindgen_test]
async fn a_page_outside_tiktok_asks_nobody_anything() {
    let game = Game::with_wallet(700);
    stand_in::uninstall();
    let error = game.refused().await;
    let Reason::Host(host) = error.reason() else { panic!("{error}") };
    assert_eq!((host.kind, error.charged()), (HostErrorKind::Unavailable, Charged::No));
    assert!(game.statuses().is_empty());
}

#[wasm_bindgen_test]
async fn the_wallet_page_opens() {
    let game = Game::with_wallet(0);
    assert_eq!(game.shop.open_balance().await, Ok(()));
    assert_eq!(stand_in::calls(), [r#"TTMinis.navigateToBalance({"type":"BEANS"})"#]);
}

#[wasm_bindgen_test]
fn a_purchase_needs_no_microtasks() {
    let game = Game::with_wallet(100);
    let mut purchase = game.sword();
    let mend = stand_in::break_microtasks();
    let result = purchase.poll_now();
    mend.call0(&JsValue::UNDEFINED).expect("mending cannot fail");
    let receipt = result.expect("the host answered within its calls").expect("the player tops up");
    assert_eq!(receipt.value(), &SteelSword { sharpness: 3 });
    assert_eq!(stand_in::calls(), [CHECK, RECHARGE, CHECK, PAY]);
    assert_eq!(stand_in::balance(), 100);
}

#[wasm_bindgen_test]
async fn a_frame_loop_buys_from_a_slow_host_without_microtasks() {
    let game = Game::with_wallet(100);
    for method in ["checkBalance", "recharge", "pay"] {
        stand_in::answer_next_later(method, 10);
    }
    let bought = Rc::new(RefCell::new(None));
    let (place, mut purchase) = (bought.clone(), game.sword());
    let frame = Closure::new(move || {
        *place.borrow_mut() = purchase.poll_now();
        place.borrow().is_some()
    });
    JsFuture::from(stand_in::frames_without_microtasks(&frame)).await.expect("no frame throws");
    let receipt = bought.take().expect("the loop ran to its end").expect("the player tops up");
    assert_eq!(stand_in::calls(), [CHECK, RECHARGE, CHECK, PAY]);
    assert_eq!(stand_in::balance(), 100);
    grant(receipt).await;
}
