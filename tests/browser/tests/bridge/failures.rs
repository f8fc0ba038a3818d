//! How a failure is read: every shape in which the host reports one, and every code that TikTok has published.

use browser_tests::{Dialect, json, page, stand_in};
use purchasable::{HostError, HostErrorKind, MinisBridge};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{answer_to, ask_by, pay, pay_answered};

/// What the host says, and how it is understood: kind, code, message.
type Row = (&'static str, HostErrorKind, Option<&'static str>, &'static str);

/// One row for each shape on record.
const SHAPES: [Row; 12] = [
    // `/doc/minis-sdk-payment`
    (
        r#"{"error":{"error_code":117600,"error_msg":"no","error_extra":{"a":1}}}"#,
        HostErrorKind::Rejected,
        Some("117600"),
        "no",
    ),
    // The subscription page: the code as text, and no extra.
    (r#"{"error":{"error_code":"116600","error_msg":"no"}}"#, HostErrorKind::Rejected, Some("116600"), "no"),
    // `/doc/minis-sdk-share`
    (r#"{"isSuccess":false,"error":{"error_code":1,"error_msg":"no"}}"#, HostErrorKind::Rejected, Some("1"), "no"),
    // Flat, as guides of the entrance and shortcut calls write it.
    (r#"{"errorCode":12,"errMsg":"no"}"#, HostErrorKind::Rejected, Some("12"), "no"),
    // Flat, as the bridges of engines meet it.
    (r#"{"errCode":"13","errMsg":"no"}"#, HostErrorKind::Rejected, Some("13"), "no"),
    (r#"{"errMsg":"pay:fail no such order"}"#, HostErrorKind::Rejected, None, "pay:fail no such order"),
    (r#"{"errMsg":"pay:fail cancel"}"#, HostErrorKind::Cancelled, None, "pay:fail cancel"),
    (r#"{"errCode":21103,"errMsg":"pay:fail timeout"}"#, HostErrorKind::TimedOut, Some("21103"), "pay:fail timeout"),
    // Failures that say little.
    (r#"{"error":"no"}"#, HostErrorKind::Rejected, None, "no"),
    (r#"{"error":{"message":"no"}}"#, HostErrorKind::Rejected, None, "no"),
    (r#"{"error":{}}"#, HostErrorKind::Rejected, None, ""),
    (
        r#"{"is_success":false}"#,
        HostErrorKind::Rejected,
        None,
        "the host answered `is_success: false`, and gave no reason",
    ),
];

#[wasm_bindgen_test]
fn every_shape_is_read_through_the_one_callback() {
    for row in SHAPES {
        must_be_read(row, |answer| pay_answered(Dialect::TtMinis, "answer", answer).expect_err("the host says no"));
    }
}

#[wasm_bindgen_test]
fn every_shape_is_read_through_success_where_it_does_not_belong() {
    for row in SHAPES {
        must_be_read(row, |answer| pay_answered(Dialect::Game, "answer", answer).expect_err("the host says no"));
    }
}

#[wasm_bindgen_test]
fn every_shape_is_read_through_fail_and_through_error() {
    // `fail` says by itself that the call failed; the last row's message is this crate's own, for want of any other.
    for row in &SHAPES[..SHAPES.len() - 1] {
        must_be_read(*row, |answer| pay_answered(Dialect::Game, "fail", answer).expect_err("the host says no"));
        must_be_read(*row, |answer| {
            stand_in::install(Dialect::Game, 0);
            stand_in::next_fails_as("pay", "error", answer);
            answer_to(pay()).expect_err("the host says no")
        });
    }
}

#[wasm_bindgen_test]
fn a_failure_without_any_object_is_still_a_failure() {
    for (value, message, raw) in [
        (JsValue::UNDEFINED, "", "undefined"),
        (JsValue::NULL, "", "null"),
        ("no".into(), "no", r#""no""#),
        (7.into(), "7", "7"),
        (js_sys::Error::new("no").into(), "no", "{}"),
    ] {
        let error = pay_answered(Dialect::Game, "fail", &value).expect_err("the host says no");
        assert_eq!((error.kind, error.message.as_str(), error.raw.as_str()), (HostErrorKind::Rejected, message, raw));
    }
}

#[wasm_bindgen_test]
fn every_published_code_has_its_kind() {
    let codes = [
        // `/doc/silent-login`: no terms of service on the app.
        ("102102", HostErrorKind::Rejected),
        // The subscription page: parameters, timeout, internal, user, cancel, store; for each of its two calls.
        ("116101", HostErrorKind::Rejected),
        ("118101", HostErrorKind::Rejected),
        ("116302", HostErrorKind::TimedOut),
        ("118302", HostErrorKind::TimedOut),
        ("116502", HostErrorKind::Rejected),
        ("118502", HostErrorKind::Rejected),
        ("116600", HostErrorKind::Rejected),
        ("118600", HostErrorKind::Rejected),
        ("116601", HostErrorKind::Cancelled),
        ("118601", HostErrorKind::Cancelled),
        ("116602", HostErrorKind::Rejected),
        ("118602", HostErrorKind::Rejected),
        // `/doc/mini-games-error-code-reference`: the network.
        ("10401", HostErrorKind::TimedOut),
        ("21100", HostErrorKind::Rejected),
        ("21101", HostErrorKind::Rejected),
        ("21102", HostErrorKind::Rejected),
        ("21103", HostErrorKind::TimedOut),
        ("21201", HostErrorKind::Rejected),
        // Codes that only look like those.
        ("601", HostErrorKind::Rejected),
        ("1117601", HostErrorKind::Rejected),
        ("x17601", HostErrorKind::Rejected),
        ("", HostErrorKind::Rejected),
    ];
    for (code, kind) in codes {
        let error = HostError::new(HostErrorKind::Rejected, "").with_code(code);
        assert_eq!(MinisBridge::usual_kind(&error), kind, "{code}");
    }
}

#[wasm_bindgen_test]
fn a_game_that_knows_better_says_what_a_code_means() {
    let bridge = MinisBridge::new().with_kinds(|error| match error.code.as_deref() {
        Some("117600") => HostErrorKind::Cancelled,
        // The call was made: a game cannot say that it was not.
        Some("117602") => HostErrorKind::Unavailable,
        _ => MinisBridge::usual_kind(error),
    });
    for (code, kind) in
        [(117_600, HostErrorKind::Cancelled), (117_602, HostErrorKind::Rejected), (117_302, HostErrorKind::TimedOut)]
    {
        stand_in::install(Dialect::Game, 0);
        let answer = format!(r#"{{"error":{{"error_code":{code},"error_msg":"no"}}}}"#);
        stand_in::next_with("pay", "fail", &json(&answer));
        let error = ask_by(&bridge, pay()).take().expect("it is answered at once").expect_err("the host says no");
        assert_eq!((error.kind, error.code), (kind, Some(code.to_string())));
        assert_eq!((error.message.as_str(), error.raw), ("no", answer));
    }
}

#[wasm_bindgen_test]
fn getters_that_throw_inside_an_error_leave_the_rest_readable() {
    let error = page::with(page::unreadable("error_code"), "error_msg", &"no".into());
    for dialect in Dialect::ALL {
        let error = pay_answered(dialect, "fail", &page::object("error", &error)).expect_err("the host says no");
        assert_eq!((error.kind, error.code, error.message.as_str()), (HostErrorKind::Rejected, None, "no"));
    }
}

#[track_caller]
fn must_be_read((said, kind, code, message): Row, read: impl FnOnce(&JsValue) -> HostError) {
    let error = read(&json(said));
    assert_eq!((error.kind, error.code.as_deref(), error.message.as_str()), (kind, code, message), "{said}");
    assert_eq!(error.raw, said, "the raw answer is kept");
}
