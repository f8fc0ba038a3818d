//! Which host the bridge finds on the page, and what it says of one that is not there.

use browser_tests::{Dialect, page, stand_in};
use purchasable::{Answer, Beans, Call, Capabilities, HostBridge, HostErrorKind, Method, MinisBridge, Offer, TierId};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, ask_by, error_of, pay};

#[wasm_bindgen_test]
fn a_page_outside_tiktok_has_no_capabilities_and_says_what_to_do() {
    stand_in::remove();
    assert_eq!(MinisBridge::new().capabilities(), Capabilities::default());
    let error = error_of(pay());
    assert_eq!(error.kind, HostErrorKind::Unavailable);
    for part in ["no host was found", "TTMinis.init"] {
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[wasm_bindgen_test]
fn the_capabilities_tell_what_was_found_and_where() {
    let none = Offer::NoMethod;
    for (dialect, asks_first) in [
        (Dialect::Game, Offer::By("TTMinis.game")),
        (Dialect::TtMinis, none),
        (Dialect::TtMinisWithRecharge, Offer::By("TTMinis")),
        (Dialect::Minis, Offer::By("Minis")),
    ] {
        stand_in::install(dialect, 0);
        let seen = MinisBridge::new().capabilities();
        assert_eq!(seen.pay, Offer::By(dialect.place()));
        assert_eq!((seen.check_balance, seen.recharge), (asks_first, asks_first), "{dialect:?}");
        assert_eq!(
            (seen.login, seen.open_balance),
            (Offer::By(dialect.login_place()), Offer::By(dialect.login_place()))
        );
        assert_eq!(seen.pay_tops_up, dialect == Dialect::Game);
    }
}

#[wasm_bindgen_test]
fn the_capabilities_tell_why_a_call_is_missing() {
    stand_in::install(Dialect::Game, 0);
    page::set_member("TTMinis.game", "recharge", &JsValue::UNDEFINED);
    page::set_member("TTMinis.game", "checkBalance", &"not a function".into());
    page::set_member("TTMinis.game", "canIUse", &page::can_i_use_denying("login"));
    let seen = MinisBridge::new().capabilities();
    assert_eq!((seen.recharge, seen.check_balance, seen.login), (Offer::NoMethod, Offer::NoMethod, Offer::Denied));
    assert_eq!(error_of(Call::Recharge(TierId("tier_300"))).kind, HostErrorKind::Unavailable);
    assert_eq!(
        seen.to_string(),
        "login: no, the host's `canIUse` says no\n\
         check the balance: no, the host has no such method\n\
         top up: no, the host has no such method\n\
         pay: yes, by TTMinis.game\n\
         open the wallet page: yes, by TTMinis.game\n\
         pay tops up by itself: yes"
    );
}

#[wasm_bindgen_test]
fn the_games_namespace_wins_then_tt_minis_then_minis() {
    stand_in::install(Dialect::Game, 500);
    for owner in ["TTMinis", "Minis"] {
        page::set_member(owner, "pay", &page::throwing("the wrong one was called"));
    }
    let order = stand_in::create_order(200);
    assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
    assert_eq!(stand_in::calls(), [r#"TTMinis.game.pay({"trade_order_id":"TOID1"})"#]);

    stand_in::install(Dialect::TtMinis, 500);
    page::set_member("Minis", "pay", &page::throwing("the wrong one was called"));
    let order = stand_in::create_order(200);
    assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
}

#[wasm_bindgen_test]
fn each_method_is_looked_for_by_itself() {
    stand_in::install(Dialect::TtMinisWithRecharge, 500);
    page::set_member("TTMinis.game", "pay", &page::member("TTMinis.pay"));
    let seen = MinisBridge::new().capabilities();
    assert_eq!((seen.pay, seen.check_balance), (Offer::By("TTMinis.game"), Offer::By("TTMinis")));
    assert_eq!(answer_to(Call::CheckBalance(Beans(1))), Ok(Answer::Sufficient(true)));
}

#[wasm_bindgen_test]
fn a_host_on_game_global_alone_is_found_and_called() {
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 500);
        let order = stand_in::create_order(200);
        for global in ["TTMinis", "Minis"] {
            let sdk = page::member(global);
            if !sdk.is_undefined() {
                page::set_member("GameGlobal", global, &sdk);
                page::set_member("", global, &JsValue::UNDEFINED);
            }
        }
        assert_eq!(MinisBridge::new().capabilities().pay, Offer::By(dialect.place()), "{dialect:?}");
        assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done), "{dialect:?}");
    }
}

#[wasm_bindgen_test]
fn an_sdk_that_is_a_function_with_members_is_a_host_too() {
    stand_in::remove();
    page::set_member("", "TTMinis", &page::paying());
    page::set_member("TTMinis", "pay", &page::paying());
    assert_eq!(answer_to(pay()), Ok(Answer::Done));
    page::set_member("", "TTMinis", &JsValue::UNDEFINED);
}

#[wasm_bindgen_test]
fn the_sdk_may_load_after_the_bridge_is_made() {
    stand_in::remove();
    let bridge = MinisBridge::new();
    assert_eq!(bridge.capabilities().pay, Offer::NoHost);
    stand_in::install(Dialect::Game, 0);
    assert!(bridge.capabilities().pay.is_there());
}

#[wasm_bindgen_test]
fn a_method_stays_where_it_was_called_and_one_that_was_only_seen_is_looked_for_again() {
    stand_in::install(Dialect::TtMinis, 0);
    let bridge = MinisBridge::new();
    ask_by(&bridge, pay());
    assert_eq!(bridge.offer(Method::Login), Offer::By("TTMinis"));
    assert_eq!(bridge.offer(Method::Recharge), Offer::NoMethod);
    stand_in::install(Dialect::Game, 0);
    assert_eq!(bridge.offer(Method::Pay), Offer::By("TTMinis"));
    assert_eq!(bridge.offer(Method::Login), Offer::By("TTMinis.game"));
    assert_eq!(bridge.offer(Method::Recharge), Offer::By("TTMinis.game"));
}

#[wasm_bindgen_test]
fn a_method_that_can_i_use_denies_is_not_called() {
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 0);
        page::set_member(dialect.place(), "canIUse", &page::can_i_use_denying("pay"));
        assert_eq!(MinisBridge::new().capabilities().pay, Offer::Denied);
        assert_eq!(error_of(pay()).kind, HostErrorKind::Unavailable);
        assert!(stand_in::calls().is_empty());
    }
}

#[wasm_bindgen_test]
fn of_two_names_for_the_wallet_page_the_one_that_is_allowed_is_called_and_stays() {
    stand_in::install(Dialect::TtMinis, 0);
    let open = page::member("TTMinis.openBalance");
    page::set_member("TTMinis", "navigateToBalance", &page::paying());
    page::set_member("TTMinis", "openBalance", &page::throwing("it was denied, and called"));
    page::set_member("TTMinis", "canIUse", &page::can_i_use_denying("openBalance"));
    let bridge = MinisBridge::new();
    assert_eq!(ask_by(&bridge, Call::OpenBalance).take(), Some(Ok(Answer::Done)));
    page::set_member("TTMinis", "openBalance", &open);
    page::set_member("TTMinis", "canIUse", &JsValue::UNDEFINED);
    assert_eq!(ask_by(&bridge, Call::OpenBalance).take(), Some(Ok(Answer::Done)));
    assert!(stand_in::calls().is_empty(), "it stays where it was called");
}

#[wasm_bindgen_test]
fn a_game_without_a_can_i_use_of_its_own_is_asked_about_at_tt_minis() {
    stand_in::install(Dialect::Game, 0);
    page::set_member("TTMinis.game", "canIUse", &JsValue::UNDEFINED);
    page::set_member("TTMinis", "canIUse", &page::can_i_use_denying("pay"));
    assert_eq!(MinisBridge::new().capabilities().pay, Offer::Denied);
}

#[wasm_bindgen_test]
fn a_can_i_use_that_throws_or_says_nothing_has_no_opinion() {
    let opinions = [
        page::can_i_use_throwing(),
        page::can_i_use_returning(&JsValue::UNDEFINED),
        page::can_i_use_returning(&JsValue::TRUE),
        JsValue::from_str("not a function"),
    ];
    for can_i_use in opinions {
        stand_in::install(Dialect::Minis, 0);
        page::set_member("Minis", "canIUse", &can_i_use);
        assert!(MinisBridge::new().capabilities().pay.is_there());
    }
}

#[wasm_bindgen_test]
fn a_global_that_cannot_be_read_counts_as_missing() {
    stand_in::remove();
    for global in [JsValue::NULL, JsValue::from_str("TikTok"), page::unreadable("pay"), page::unreadable("game")] {
        page::set_member("", "TTMinis", &global);
        assert_eq!(error_of(pay()).kind, HostErrorKind::Unavailable);
    }
    page::set_member("", "TTMinis", &JsValue::UNDEFINED);
}
