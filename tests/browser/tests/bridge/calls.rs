//! What the bridge calls in each dialect, and with what.

use browser_tests::{Dialect, page, stand_in};
use purchasable::{Answer, Beans, Call, MinisBridge, TierId};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, ask_by, pay};

#[wasm_bindgen_test]
fn each_call_has_the_arguments_of_its_page() {
    for dialect in [Dialect::Game, Dialect::TtMinisWithRecharge, Dialect::Minis] {
        stand_in::install(dialect, 500);
        let order = stand_in::create_order(200);
        assert_eq!(answer_to(Call::Login), Ok(Answer::LoginCode("login-code".into())));
        assert_eq!(answer_to(Call::CheckBalance(Beans(501))), Ok(Answer::Sufficient(false)));
        assert_eq!(answer_to(Call::Recharge(TierId("tier_300"))), Ok(Answer::Done));
        assert_eq!(answer_to(Call::CheckBalance(Beans::MAX)), Ok(Answer::Sufficient(false)));
        assert_eq!(answer_to(Call::CheckBalance(Beans(800))), Ok(Answer::Sufficient(true)));
        assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
        assert_eq!(answer_to(Call::OpenBalance), Ok(Answer::Done));
        let login = if dialect == Dialect::Game { "({})" } else { "()" };
        let at = dialect.place();
        assert_eq!(
            stand_in::calls(),
            [
                format!("{}.login{login}", dialect.login_place()),
                format!(r#"{at}.checkBalance({{"type":"BEANS","amount":501}})"#),
                format!(r#"{at}.recharge({{"tier_id":"tier_300"}})"#),
                format!(r#"{at}.checkBalance({{"type":"BEANS","amount":2147483647}})"#),
                format!(r#"{at}.checkBalance({{"type":"BEANS","amount":800}})"#),
                format!(r#"{at}.pay({{"trade_order_id":"TOID1"}})"#),
                format!(r#"{}({{"type":"BEANS"}})"#, dialect.wallet_page()),
            ]
        );
        assert_eq!(stand_in::balance(), 600);
    }
}

#[wasm_bindgen_test]
fn a_host_that_only_pays_is_called_for_what_it_has() {
    stand_in::install(Dialect::TtMinis, 500);
    let order = stand_in::create_order(200);
    assert_eq!(answer_to(Call::Login), Ok(Answer::LoginCode("login-code".into())));
    assert_eq!(answer_to(Call::Pay(order.into())), Ok(Answer::Done));
    assert_eq!(answer_to(Call::OpenBalance), Ok(Answer::Done));
    let expected =
        ["TTMinis.login()", r#"TTMinis.pay({"trade_order_id":"TOID1"})"#, r#"TTMinis.openBalance({"type":"BEANS"})"#];
    assert_eq!(stand_in::calls(), expected);
}

#[wasm_bindgen_test]
fn log_extra_goes_along_where_it_is_documented() {
    for (dialect, extra) in [
        (Dialect::TtMinis, r#","log_extra":{"scene":"shop","level":"3"}"#),
        (Dialect::TtMinisWithRecharge, r#","log_extra":{"scene":"shop","level":"3"}"#),
        (Dialect::Game, ""),
        (Dialect::Minis, ""),
    ] {
        stand_in::install(dialect, 0);
        ask_by(&MinisBridge::new().with_log_extra(&[("scene", "shop"), ("level", "3")]), pay());
        let call = format!(r#"{}.pay({{"trade_order_id":"TOID1"{extra}}})"#, dialect.place());
        assert_eq!(stand_in::calls(), [call]);
    }
}

#[wasm_bindgen_test]
async fn the_upload_scanner_finds_each_call_written_out_and_no_code_made_from_text() {
    let text = JsFuture::from(page::scripts_text()).await.expect("the scripts can be read");
    let text = text.as_string().expect("scripts are text");
    for place in [" TTMinis.game.", " TTMinis.", " Minis."] {
        for method in ["login", "checkBalance", "recharge", "pay", "navigateToBalance"] {
            let call = [place, method, "("].concat();
            assert!(text.contains(&call), "{call}");
        }
    }
    assert!(text.contains(" TTMinis.openBalance("));
    assert!(!text.contains("eval(") && !text.contains("new Function("));
}

#[wasm_bindgen_test]
fn the_member_that_is_called_is_the_hosts_own() {
    // A host's method may need its receiver.
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 0);
        page::set_member(dialect.place(), "pay", &page::marking());
        crate::ask(pay());
        assert_eq!(page::member(&[dialect.place(), ".paid"].concat()), JsValue::TRUE, "{dialect:?}");
    }
}
