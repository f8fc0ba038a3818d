//! Which host the bridge finds on the page.

use browser_tests::stand_in;
use purchasable::{Answer, Call, Capabilities, HostBridge, HostErrorKind, MinisBridge, TierId};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, error_of, pay};
#[wasm_bindgen_test]
fn a_page_outside_tiktok_has_no_capabilities_and_says_what_was_looked_for() {
    stand_in::uninstall();
    assert_eq!(MinisBridge::new().capabilities(), Capabilities::default());
    let error = error_of(pay());
    assert_eq!(error.kind, HostErrorKind::Unavailable);
    assert!(error.message.contains("`TTMinis.pay`") && error.message.contains("`Minis.pay`"), "{}", error.message);
    assert!(error.message.contains("TTMinis.init"), "{}", error.message);
}

#[wasm_bindgen_test]
fn the_capabilities_are_the_members_that_are_functions() {
    stand_in::install(0);
    let seen = MinisBridge::new().capabilities();
    assert!(seen.login && seen.check_balance && seen.recharge && seen.pay && seen.open_balance && !seen.pay_tops_up);

    stand_in::set_member("Minis", "recharge", &JsValue::UNDEFINED);
    stand_in::set_member("Minis", "checkBalance", &JsValue::from_str("not a function"));
    let seen = MinisBridge::new().capabilities();
    assert!(seen.login && !seen.check_balance && !seen.recharge && seen.pay && seen.open_balance);
    assert_eq!(error_of(Call::Recharge(TierId("tier_300"))).kind, HostErrorKind::Unavailable);
}

#[wasm_bindgen_test]
fn tt_minis_is_tried_before_minis() {
    stand_in::install(500);
    stand_in::set_member("TTMinis", "pay", &stand_in::pay_of("TTMinis"));
    let order = stand_in::create_order(200);
    assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
    assert_eq!(stand_in::calls(), [r#"TTMinis.pay({"trade_order_id":"order-1"})"#]);
}

#[wasm_bindgen_test]
fn the_sdk_may_load_after_the_bridge_is_made() {
    stand_in::uninstall();
    let bridge = MinisBridge::new();
    assert!(!bridge.capabilities().pay);
    stand_in::install(0);
    assert!(bridge.capabilities().pay);
}

#[wasm_bindgen_test]
fn a_method_that_can_i_use_denies_is_not_called() {
    stand_in::install(0);
    stand_in::set_member("Minis", "canIUse", &stand_in::can_i_use_denying("pay"));
    let seen = MinisBridge::new().capabilities();
    assert!(seen.check_balance && !seen.pay);
    assert_eq!(error_of(pay()).kind, HostErrorKind::Unavailable);
    assert!(stand_in::calls().is_empty());
}

#[wasm_bindgen_test]
fn a_can_i_use_that_throws_or_says_nothing_has_no_opinion() {
    let opinions = [
        stand_in::can_i_use_throwing(),
        stand_in::can_i_use_returning(&JsValue::UNDEFINED),
        stand_in::can_i_use_returning(&JsValue::TRUE),
        JsValue::from_str("not a function"),
    ];
    for can_i_use in opinions {
        stand_in::install(0);
        stand_in::set_member("Minis", "canIUse", &can_i_use);
        assert!(MinisBridge::new().capabilities().pay);
    }
}

#[wasm_bindgen_test]
fn a_global_that_cannot_be_read_counts_as_missing() {
    stand_in::uninstall();
    for global in [JsValue::NULL, JsValue::from_str("TikTok"), stand_in::unreadable("pay")] {
        js_sys::Reflect::set(&js_sys::global(), &"TTMinis".into(), &global).expect("window can be written");
        assert_eq!(error_of(pay()).kind, HostErrorKind::Unavailable);
    }
}
