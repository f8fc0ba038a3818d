//! What the host answers when a call did not fail, in all its shapes.

use browser_tests::{Dialect, json, page, stand_in};
use js_sys::Object;
use purchasable::{Answer, Beans, Call, HostErrorKind};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, error_of, pay_answered};

const CALLBACK_FIRST: [Dialect; 3] = [Dialect::TtMinis, Dialect::TtMinisWithRecharge, Dialect::Minis];

#[wasm_bindgen_test]
fn whatever_comes_through_success_is_done() {
    for answer in [JsValue::UNDEFINED, JsValue::NULL, "ok".into(), json("{}"), json(r#"{"errMsg":"pay:ok"}"#)] {
        assert_eq!(pay_answered(Dialect::Game, "answer", &answer), Ok(Answer::Done));
    }
}

#[wasm_bindgen_test]
fn the_one_callback_has_to_say_that_it_is_done() {
    for dialect in CALLBACK_FIRST {
        for answer in [
            r#"{"is_success":true}"#,
            r#"{"is_success":true,"trade_order_id":"TOID1","error":null}"#,
            r#"{"isSuccess":true}"#,
            r#"{"errMsg":"pay:ok"}"#,
            r#"{"errCode":0,"errMsg":""}"#,
            r#"{"is_success":true,"error":{"error_code":0,"error_msg":""}}"#,
        ] {
            assert_eq!(pay_answered(dialect, "answer", &json(answer)), Ok(Answer::Done), "{answer}");
        }
    }
}

#[wasm_bindgen_test]
fn an_answer_of_the_wrong_shape_is_malformed_and_kept() {
    let shapes = [
        (JsValue::UNDEFINED, "undefined"),
        (JsValue::NULL, "null"),
        (JsValue::from_str("ok"), r#""ok""#),
        (JsValue::from_f64(0.0), "0"),
        (JsValue::symbol(Some("ok")), "Symbol(ok)"),
        (json("{}"), "{}"),
        (json("[true]"), "[true]"),
        (json(r#"{"is_success":"true"}"#), r#"{"is_success":"true"}"#),
        (json(r#"{"is_success":1}"#), r#"{"is_success":1}"#),
        (json(r#"{"error":null}"#), r#"{"error":null}"#),
        (page::unreadable("is_success"), "[object Object]"),
        (page::unspeakable(), ""),
    ];
    for (answer, raw) in shapes {
        let error = pay_answered(Dialect::Minis, "answer", &answer).expect_err("nothing was said");
        assert_eq!((error.kind, error.raw.as_str()), (HostErrorKind::Malformed, raw));
        assert!(error.message.contains("`is_success`"), "{}", error.message);
    }
}

#[wasm_bindgen_test]
fn an_error_that_cannot_be_read_is_malformed_in_every_dialect() {
    for dialect in Dialect::ALL {
        let error = pay_answered(dialect, "answer", &page::unreadable("error")).expect_err("nothing is known");
        assert_eq!((error.kind, error.raw.as_str()), (HostErrorKind::Malformed, "[object Object]"));
    }
}

#[wasm_bindgen_test]
fn a_wallet_holds_enough_or_not_and_nothing_in_between() {
    for dialect in [Dialect::Game, Dialect::TtMinisWithRecharge, Dialect::Minis] {
        stand_in::install(dialect, 0);
        for answer in
            [r#"{"is_sufficient":"true"}"#, r#"{"is_sufficient":1}"#, r#"{"is_success":true}"#, "{}", "null", "[]"]
        {
            stand_in::next_with("checkBalance", "answer", &json(answer));
            let error = error_of(Call::CheckBalance(Beans(1)));
            assert_eq!((error.kind, error.raw.as_str()), (HostErrorKind::Malformed, answer), "{dialect:?}");
            assert!(error.message.contains("`is_sufficient`"), "{}", error.message);
        }
    }
}

#[wasm_bindgen_test]
fn a_login_gives_a_code_or_nothing() {
    for dialect in Dialect::ALL {
        stand_in::install(dialect, 0);
        for answer in [r#"{"authResponse":null}"#, r#"{"authResponse":{"code":7}}"#, r#"{"code":""}"#, "{}"] {
            stand_in::next_with("login", "answer", &json(answer));
            assert_eq!(error_of(Call::Login).kind, HostErrorKind::Malformed, "{answer}");
        }
        for answer in [r#"{"authResponse":{"code":"c"}}"#, r#"{"code":"c"}"#] {
            stand_in::next_with("login", "answer", &json(answer));
            assert_eq!(answer_to(Call::Login), Ok(Answer::LoginCode("c".into())), "{answer}");
        }
    }
}

#[wasm_bindgen_test]
fn a_frozen_answer_is_read_like_any_other() {
    let frozen = Object::freeze(&json(r#"{"is_success":true}"#).into());
    assert_eq!(pay_answered(Dialect::Minis, "answer", &frozen), Ok(Answer::Done));
}

#[wasm_bindgen_test]
fn a_very_long_answer_is_kept_in_part() {
    let long = ["{\"is_success\":\"", &"ä".repeat(9000), "\"}"].concat();
    let raw = pay_answered(Dialect::Minis, "answer", &json(&long)).expect_err("nothing was said").raw;
    assert!(raw.chars().count() == 4096 && long.starts_with(&raw), "{} characters", raw.chars().count());
}

#[wasm_bindgen_test]
fn half_of_a_pair_is_no_text_and_still_kept() {
    for dialect in Dialect::ALL {
        let answer = page::object("error", &page::object("error_msg", &page::unpaired()));
        let error = pay_answered(dialect, "answer", &answer).expect_err("the host reports an error");
        assert_eq!((error.kind, error.message.as_str()), (HostErrorKind::Rejected, "\u{fffd}"));
        assert_eq!(error.raw, r#"{"error":{"error_msg":"\ud83d"}}"#, "JSON has words for it");
    }
}
