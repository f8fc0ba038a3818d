//! An annotated item, compiled to wasm, bought from the stand-in for TikTok in every dialect.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use browser_tests::{Dialect, TestOrders, json, page, stand_in};
use purchasable::{
    Charged, Granted, HostErrorKind, MemoryJournal, MinisBridge, Order, OrderStatus, PanelOutcome, Purchasable,
    Purchase, PurchaseError, Reason, Receipt, Retry, Shop, Stage, Step, Timing, ToppedUp, TradeOrderId, poll_now,
    purchasable,
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

struct Game {
    dialect: Dialect,
    shop: Shop,
    orders: TestOrders,
}

impl Game {
    fn new(dialect: Dialect, beans: u32) -> Self {
        stand_in::install(dialect, beans);
        let orders = TestOrders::selling(SteelSword::ITEMS);
        let quick = Timing::default().with_poll(Duration::from_millis(10));
        let shop = Shop::new(MinisBridge::new(), orders.clone(), MemoryJournal::new());
        shop.set_timing(quick);
        Self { dialect, shop, orders }
    }

    fn sword(&self) -> Purchase<SteelSword> {
        SteelSword { sharpness: 3 }.purchase(&self.shop)
    }

    async fn bought(&self) -> Receipt<SteelSword> {
        self.sword().await.expect("the sword is bought")
    }

    async fn refused(&self) -> PurchaseError {
        self.sword().await.expect_err("there is no receipt")
    }

    fn statuses(&self) -> Vec<OrderStatus> {
        self.orders.all().iter().map(Order::status).collect()
    }

    fn asks_first(&self) -> bool {
        Dialect::ASKING_FIRST.contains(&self.dialect)
    }

    /// The host has seen these calls of a purchase, and no others. It is asked about the wallet only in the dialects in
    /// which `pay` does not top up by itself.
    #[track_caller]
    fn must_have_called(&self, methods: &[&str]) {
        let call = |method: &&str| {
            let options = match *method {
                "checkBalance" => r#"{"type":"BEANS","amount":500}"#,
                "recharge" => r#"{"tier_id":"tier_500"}"#,
                _ => r#"{"trade_order_id":"TOID1"}"#,
            };
            format!("{}.{method}({options})", self.dialect.place())
        };
        let expected: Vec<_> =
            methods.iter().filter(|method| self.asks_first() || **method == "pay").map(call).collect();
        assert_eq!(stand_in::calls(), expected);
    }
}

/// Gives the value to the player, who has to have paid for it.
async fn grant(receipt: Receipt<SteelSword>) {
    let granted = receipt.grant(async |sword, order| {
        assert_eq!((sword, order.as_str()), (SteelSword { sharpness: 3 }, "TOID1"));
        Ok::<(), ()>(())
    });
    assert!(matches!(granted.await, Ok(Granted::Now)));
}

#[wasm_bindgen_test]
async fn a_wallet_with_enough_beans_pays_at_once() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 700);
        let receipt = game.bought().await;
        assert_eq!(receipt.order().sku(), "steel_sword");
        game.must_have_called(&["checkBalance", "pay"]);
        assert_eq!(stand_in::balance(), 200);
        assert_eq!(game.orders.reports(), [PanelOutcome::Succeeded]);
        assert_eq!(game.statuses(), [OrderStatus::Paid]);
        grant(receipt).await;
        assert_eq!(game.statuses(), [OrderStatus::Granted]);
    }
}

#[wasm_bindgen_test]
async fn a_short_wallet_is_topped_up_before_paying_or_inside_it() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 100);
        let receipt = game.bought().await;
        game.must_have_called(&["checkBalance", "recharge", "checkBalance", "pay"]);
        assert_eq!(stand_in::balance(), 100, "a package of 500, and a sword for 500");
        grant(receipt).await;
    }
}

#[wasm_bindgen_test]
async fn a_host_that_takes_its_time_is_waited_for() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 100);
        for method in ["checkBalance", "recharge", "pay"] {
            stand_in::next_with(method, "late", &15.into());
        }
        let receipt = game.bought().await;
        game.must_have_called(&["checkBalance", "recharge", "checkBalance", "pay"]);
        grant(receipt).await;
    }
}

#[wasm_bindgen_test]
async fn a_cancelled_payment_charges_nothing() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 700);
        stand_in::next("pay", "cancel");
        let error = game.refused().await;
        assert_eq!((error.reason(), error.stage()), (&Reason::Cancelled, Stage::Pay));
        assert_eq!(error.charged(), Charged::Maybe, "the panel was open, and only the backend could say no");
        assert_eq!(error.order().map(TradeOrderId::as_str), Some("TOID1"));
        game.must_have_called(&["checkBalance", "pay"]);
        assert_eq!(stand_in::balance(), 700);
        assert_eq!(game.orders.reports(), [PanelOutcome::Cancelled]);
        assert_eq!(game.statuses(), [OrderStatus::Pending]);
        assert!(!game.shop.is_busy());
    }
}

#[wasm_bindgen_test]
async fn a_cancelled_top_up_leaves_an_order_that_is_reported_as_never_paid() {
    for dialect in Dialect::ASKING_FIRST {
        let game = Game::new(dialect, 100);
        stand_in::next("recharge", "cancel");
        let error = game.refused().await;
        assert_eq!((error.reason(), error.stage()), (&Reason::Cancelled, Stage::Recharge));
        assert_eq!((error.topped_up(), error.order()), (ToppedUp::No, None));
        game.must_have_called(&["checkBalance", "recharge"]);
        assert_eq!(stand_in::balance(), 100);
        assert_eq!(game.orders.reports(), [PanelOutcome::NeverPaid]);
    }
}

#[wasm_bindgen_test]
async fn an_error_object_reaches_the_game_whole() {
    let answer = r#"{"error":{"error_code":117600,"error_msg":"region","error_extra":{"store":"XX"}}}"#;
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 700);
        stand_in::next_with("pay", "fail", &json(answer));
        let error = game.refused().await;
        let Reason::Host(host) = error.reason() else { panic!("{error}") };
        assert_eq!(host.kind, HostErrorKind::Rejected);
        assert_eq!((host.code.as_deref(), host.message.as_str()), (Some("117600"), "region"));
        assert_eq!(host.raw, answer);
        assert_eq!(error.stage(), Stage::Pay);
        assert_eq!(stand_in::balance(), 700);
        assert_eq!(game.orders.reports(), [PanelOutcome::Failed]);
    }
}

#[wasm_bindgen_test]
async fn an_error_object_from_the_balance_check_ends_the_purchase_before_any_panel() {
    for dialect in Dialect::ASKING_FIRST {
        let game = Game::new(dialect, 700);
        stand_in::next("checkBalance", "error-code");
        let error = game.refused().await;
        assert_eq!((error.stage(), error.charged()), (Stage::CheckBalance, Charged::No));
        game.must_have_called(&["checkBalance"]);
        assert_eq!(game.orders.reports(), [PanelOutcome::NeverPaid]);
    }
}

#[wasm_bindgen_test]
async fn a_payment_that_the_host_never_confirms_is_found_at_the_backend() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 700);
        stand_in::next("pay", "done-unanswered");
        let receipt = game.bought().await;
        assert_eq!(stand_in::balance(), 200);
        grant(receipt).await;
    }
}

#[wasm_bindgen_test]
async fn a_failure_that_was_paid_all_the_same_is_found_by_recovery() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 700);
        stand_in::next("pay", "fail-then-money");
        let error = game.refused().await;
        assert!(matches!(error.reason(), Reason::Host(_)));
        assert_eq!((error.charged(), error.retry()), (Charged::Maybe, Retry::AfterRecover));
        let found = loop {
            let mut found = game.shop.recover().await.expect("the backend answers").receipts;
            if let Some(receipt) = found.pop() {
                break receipt;
            }
            sleep(1).await;
        };
        assert_eq!(stand_in::balance(), 200);
        assert_eq!(found.order().id().as_str(), "TOID1");
    }
}

#[wasm_bindgen_test]
async fn an_answer_of_the_wrong_shape_does_not_lose_the_payment() {
    for dialect in [Dialect::TtMinis, Dialect::TtMinisWithRecharge, Dialect::Minis] {
        for answer in [JsValue::UNDEFINED, JsValue::NULL, page::unspeakable(), page::unreadable("error")] {
            let game = Game::new(dialect, 700);
            stand_in::next_with("pay", "done", &answer);
            let receipt = game.bought().await;
            assert_eq!(game.orders.reports(), [PanelOutcome::NoAnswer]);
            grant(receipt).await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_host_that_answers_twice_sells_once() {
    for dialect in Dialect::ALL {
        for fault in ["answers-twice", "success-then-fail"] {
            let game = Game::new(dialect, 1200);
            stand_in::next("pay", fault);
            let receipt = game.bought().await;
            game.must_have_called(&["checkBalance", "pay"]);
            assert_eq!(stand_in::balance(), 700);
            grant(receipt).await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_panel_that_never_answers_is_unsettled_at_its_deadline() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 700);
        let soon = Timing::default()
            .with_panel(Duration::from_millis(60))
            .with_confirm(Duration::from_millis(30))
            .with_poll(Duration::from_millis(10));
        game.shop.set_timing(soon);
        stand_in::next("pay", "never-answers");
        let error = game.refused().await;
        assert_eq!((error.reason(), error.stage()), (&Reason::Unsettled, Stage::Pay));
        assert_eq!(game.orders.reports(), [PanelOutcome::NoAnswer]);
        assert!(!game.shop.is_busy());
    }
}

#[wasm_bindgen_test]
async fn a_second_purchase_is_refused_while_a_panel_is_open() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 1200);
        stand_in::next_with("pay", "late", &20.into());
        let mut first = game.sword();
        assert!(poll_now(&mut first).is_none());
        assert_eq!(first.step(), Step::Paying);
        let error = game.refused().await;
        assert_eq!((error.reason(), error.charged()), (&Reason::Busy, Charged::No));
        grant(first.await.expect("the first goes on")).await;
        game.must_have_called(&["checkBalance", "pay"]);
    }
}

#[wasm_bindgen_test]
async fn a_purchase_that_is_dropped_at_its_panel_is_found_by_recovery() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 700);
        stand_in::next_with("pay", "late", &10.into());
        let mut dropped = game.sword();
        assert!(poll_now(&mut dropped).is_none());
        drop(dropped);
        assert!(game.shop.is_busy(), "the panel is still open");
        let found = loop {
            let mut found = game.shop.recover().await.expect("the backend answers").receipts;
            if let Some(receipt) = found.pop() {
                break receipt;
            }
            sleep(5).await;
        };
        assert_eq!((found.order().sku(), stand_in::balance()), ("steel_sword", 200));
        assert!(!game.shop.is_busy());
    }
}

#[wasm_bindgen_test]
async fn a_page_outside_tiktok_asks_nobody_anything() {
    let game = Game::new(Dialect::Game, 700);
    stand_in::remove();
    let error = game.refused().await;
    let Reason::Host(host) = error.reason() else { panic!("{error}") };
    assert_eq!((host.kind, error.charged()), (HostErrorKind::Unavailable, Charged::No));
    assert!(game.statuses().is_empty());
}

#[wasm_bindgen_test]
async fn the_wallet_page_opens() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 0);
        assert_eq!(game.shop.open_balance().await, Ok(()));
        assert_eq!(stand_in::calls(), [[dialect.wallet_page(), r#"({"type":"BEANS"})"#].concat()]);
    }
}

#[wasm_bindgen_test]
async fn a_player_is_logged_in_silently() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 0);
        assert_eq!(game.shop.login().await, Ok("login-code".to_owned()));
    }
}

#[wasm_bindgen_test]
fn a_purchase_needs_no_microtasks() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 100);
        let mut purchase = game.sword();
        let mend = page::break_microtasks();
        let result = purchase.poll_now();
        mend.call0(&JsValue::UNDEFINED).expect("mending cannot fail");
        let receipt = result.expect("the host answered within its calls").expect("the player tops up");
        assert_eq!(receipt.value(), &SteelSword { sharpness: 3 });
        game.must_have_called(&["checkBalance", "recharge", "checkBalance", "pay"]);
        assert_eq!(stand_in::balance(), 100);
    }
}

#[wasm_bindgen_test]
async fn a_frame_loop_buys_from_a_slow_host_without_microtasks() {
    for dialect in Dialect::ALL {
        let game = Game::new(dialect, 100);
        for method in ["checkBalance", "recharge", "pay"] {
            stand_in::next_with(method, "late", &10.into());
        }
        let bought = Rc::new(RefCell::new(None));
        let (place, mut purchase) = (bought.clone(), game.sword());
        let frame = Closure::new(move || {
            *place.borrow_mut() = purchase.poll_now();
            place.borrow().is_some()
        });
        JsFuture::from(page::frames_without_microtasks(&frame)).await.expect("no frame throws");
        let receipt = bought.take().expect("the loop ran to its end").expect("the player tops up");
        game.must_have_called(&["checkBalance", "recharge", "checkBalance", "pay"]);
        assert_eq!(stand_in::balance(), 100);
        grant(receipt).await;
    }
}

async fn sleep(milliseconds: u32) {
    let woken = js_sys::Promise::new(&mut |resolve, _| page::after(milliseconds, &resolve));
    JsFuture::from(woken).await.expect("the promise is never rejected");
}
