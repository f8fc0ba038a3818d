//! How every answer the host may give is read.

use browser_tests::stand_in::{self, json};
use js_sys::{Object, Reflect};
use purchasable::{Answer, Beans, Call, HostErrorKind};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, error_for, error_of, pay};
#[wasm_bindgen_test]
fn an_error_object_keeps_code_message_and_the_whole_answer() {
    let answer = r#"{"is_success":false,"error":{"error_code":117600,"error_msg":"no","error_extra":{"region":"XX"}}}"#;
    let error = error_for(&json(answer));
    assert_eq!(error.kind, HostErrorKind::Rejected);
    assert_eq!(error.code.as_deref(), Some("117600"));
    assert_eq!(error.message, "no");
    assert_eq!(error.raw, answer);
}

#[wasm_bindgen_test]
fn a_code_ending_in_601_is_a_cancel_and_in_302_a_timeout() {
    let kind_of = |code: &str| error_for(&json(&["{\"error\":{\"error_code\":", code, "}}"].concat())).kind;
    assert_eq!(kind_of("117601"), HostErrorKind::Cancelled);
    assert_eq!(kind_of("\"118601\""), HostErrorKind::Cancelled);
    assert_eq!(kind_of("117302"), HostErrorKind::TimedOut);
    for other in ["601", "1117601", "-17601", "117602", "11.601", "\"äö601\"", "null", "{}", "[]", "\"\""] {
        assert_eq!(kind_of(other), HostErrorKind::Rejected, "{other}");
    }
}

#[wasm_bindgen_test]
fn an_error_without_the_documented_members_is_still_a_refusal() {
    let error = error_for(&json(r#"{"error":{}}"#));
    assert_eq!((error.kind, error.code, error.message.as_str()), (HostErrorKind::Rejected, None, ""));
    let error = error_for(&json(r#"{"error":"the wallet is locked"}"#));
    assert_eq!((error.kind, error.message.as_str()), (HostErrorKind::Rejected, "the wallet is locked"));
}

#[wasm_bindgen_test]
fn an_error_counts_before_a_success_beside_it() {
    let error = error_for(&json(r#"{"is_success":true,"error":{"error_code":117601}}"#));
    assert_eq!(error.kind, HostErrorKind::Cancelled);
}

#[wasm_bindgen_test]
fn no_success_and_no_reason_is_a_refusal() {
    let error = error_for(&json(r#"{"is_success":false}"#));
    assert_eq!(error.kind, HostErrorKind::Rejected);
    assert_eq!(error.raw, r#"{"is_success":false}"#);
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
        (stand_in::unreadable("error"), "[object Object]"),
        (stand_in::unreadable("is_success"), "[object Object]"),
        (stand_in::unspeakable(), ""),
    ];
    for (answer, raw) in shapes {
        let error = error_for(&answer);
        assert_eq!((error.kind, error.raw.as_str()), (HostErrorKind::Malformed, raw));
        assert!(error.message.contains("`is_success`"), "{}", error.message);
    }
}

#[wasm_bindgen_test]
fn each_call_wants_the_answer_of_its_own_page() {
    stand_in::install(0);
    stand_in::answer_next("checkBalance", &json(r#"{"is_success":true}"#));
    let error = error_of(Call::CheckBalance(Beans(1)));
    assert_eq!(error.kind, HostErrorKind::Malformed);
    assert!(error.message.contains("`is_sufficient`"), "{}", error.message);

    for answer in [r#"{"authResponse":null}"#, r#"{"authResponse":{"code":7}}"#, r#"{"authResponse":{"code":""}}"#] {
        stand_in::answer_next("login", &json(answer));
        assert_eq!(error_of(Call::Login).kind, HostErrorKind::Malformed, "{answer}");
    }
}

#[wasm_bindgen_test]
fn a_frozen_answer_is_read_like_any_other() {
    stand_in::install(0);
    let frozen = Object::freeze(&json(r#"{"is_success":true}"#).into());
    stand_in::answer_next("pay", &frozen);
    assert_eq!(answer_to(pay()), Ok(Answer::Done));
}

#[wasm_bindgen_test]
fn getters_that_throw_inside_an_error_leave_the_rest_readable() {
    let error = stand_in::unreadable("error_code");
    Reflect::set(&error, &"error_msg".into(), &"no".into()).expect("a plain object can be written");
    let answer = Object::new();
    Reflect::set(&answer, &"error".into(), &error).expect("a plain object can be written");
    let error = error_for(&answer);
    assert_eq!((error.kind, error.code, error.message.as_str()), (HostErrorKind::Rejected, None, "no"));
}

#[wasm_bindgen_test]
fn a_very_long_answer_is_kept_in_part() {
    let long = ["{\"is_success\":\"", &"ä".repeat(9000), "\"}"].concat();
    let raw = error_for(&json(&long)).raw;
    assert!((4093..=4096).contains(&raw.len()) && long.starts_with(&raw), "{} bytes", raw.len());
}
