use std::time::Duration;

use purchasable_simulator::{DeliveryState, Endpoint, Fault, OrderState, RetrySignature};
use serde_json::json;

use crate::kit::{Backend, Caller, tiktok};

#[tokio::test]
async fn the_state_shows_users_orders_and_deliveries_the_newest_first() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let [first, second] = [caller.order("own-1", 100).await, caller.order("own-2", 100).await];
    tiktok.desk().pay("ada", &first).unwrap();
    tiktok.admin().settle().await;

    let state = caller.get("/admin/state").await.body;
    assert_eq!((&state["users"][0]["user"], &state["users"][0]["balance"]), (&json!("ada"), &json!(900)));
    assert_eq!(state["orders"][0]["trade_order_id"], second);
    assert_eq!((&state["orders"][1]["order_id"], &state["orders"][1]["state"]), (&json!("own-1"), &json!("paid")));
    assert_eq!((&state["deliveries"][0]["id"], &state["deliveries"][0]["state"]), (&json!(1), &json!("no_callback")));
    assert_eq!(state["clock"]["held"], true);

    let newest = caller.get("/admin/state?newest=1").await.body;
    assert_eq!(newest["orders"].as_array().unwrap().len(), 1);
    assert_eq!(newest["orders"][0]["trade_order_id"], second);
}

#[tokio::test]
async fn the_buttons_work_over_http() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    let caller = Caller::for_user(&tiktok, "ada").await;
    let [paid, cancelled] = [caller.order("own-1", 100).await, caller.order("own-2", 100).await];
    tiktok.desk().pay("ada", &paid).unwrap();
    tiktok.desk().cancel("ada", &cancelled).unwrap();

    let pushes = [
        ("/admin/balance", json!({ "user": "ada", "beans": 300 }), json!({})),
        ("/admin/refund", json!({ "trade_order_id": paid, "beans": 30 }), json!({ "beans": 30 })),
        ("/admin/pay_after_all", json!({ "trade_order_id": cancelled }), json!({})),
        ("/admin/forge", json!({ "trade_order_id": paid }), json!({ "delivery": 4 })),
        ("/admin/redeliver", json!({ "delivery": 1 }), json!({})),
        ("/admin/faults", json!({ "endpoint": "create_trade_order", "fault": "lost_answer" }), json!({})),
        ("/admin/faults", json!({ "endpoint": "token", "fault": { "late_answer": { "seconds": 5 } } }), json!({})),
    ];
    for (path, question, answer) in pushes {
        let said = caller.call(path, &question).await;
        assert_eq!((said.status, said.body), (200, answer), "{path}");
    }

    assert_eq!(tiktok.admin().users()[0].balance, 200);
    assert_eq!(tiktok.admin().order(&paid).unwrap().refunded, 30);
    assert_eq!(tiktok.admin().order(&cancelled).unwrap().state, OrderState::Paid);
    let armed = [(Endpoint::Token, Fault::LateAnswer { seconds: 5 }), (Endpoint::CreateTradeOrder, Fault::LostAnswer)];
    assert_eq!(tiktok.admin().armed(), armed);
    caller.call("/admin/clock", &json!({})).await;
    assert!(tiktok.admin().deliveries().iter().all(|delivery| delivery.state == DeliveryState::Delivered));
    assert_eq!(backend.heard().iter().filter(|heard| !heard.is_genuine()).count(), 1);
}

#[tokio::test]
async fn faults_tokens_and_everything_can_be_cleared_over_http() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    caller.call("/admin/fault_rate", &json!({ "rate": 0.25 })).await;
    assert_eq!(caller.get("/admin/state").await.body["faults"]["rate"], 0.25);
    caller.call("/admin/clear_faults", &json!({})).await;
    assert_eq!(caller.get("/admin/state").await.body["faults"], json!({ "next": {}, "rate": 0.0 }));

    caller.call("/admin/expire_tokens", &json!({ "tokens": "access" })).await;
    assert_eq!(caller.create("own-1", 100).await.code(), "access_token_invalid");
    caller.call("/admin/reset", &json!({})).await;
    assert!(tiktok.admin().users().is_empty());
}

#[tokio::test]
async fn the_clock_is_held_put_forward_and_let_go_over_http() {
    let tiktok = tiktok();
    let (caller, start) = (Caller::new(&tiktok), tiktok.admin().now());
    let said = caller.call("/admin/clock", &json!({ "advance_seconds": 259_200 })).await;
    assert_eq!(said.body, json!({ "now": u64::try_from((start + Duration::from_secs(259_200)).as_millis()).unwrap() }));
    caller.call("/admin/clock", &json!({ "held": false })).await;
    assert_eq!(caller.get("/admin/state").await.body["clock"]["held"], false);
    caller.call("/admin/clock", &json!({ "held": true })).await;
    assert_eq!(caller.get("/admin/state").await.body["clock"]["held"], true);
}

#[tokio::test]
async fn settings_that_are_not_named_stay_as_they_are() {
    let tiktok = tiktok();
    let caller = Caller::new(&tiktok);
    tiktok.admin().set_callback("http://127.0.0.1:9/");
    caller.call("/admin/webhooks", &json!({ "is_sandbox": true, "retry_signature": "first" })).await;
    caller.call("/admin/webhooks", &json!({ "delay_seconds": 60 })).await;
    caller.call("/admin/quirks", &json!({ "log_od": true })).await;

    let state = caller.get("/admin/state").await.body;
    let expected = json!({
        "callback": "http://127.0.0.1:9/",
        "is_sandbox": true,
        "retry_signature": RetrySignature::First,
        "delay_seconds": 60,
        "spread_seconds": 0,
        "duplicate": 0.0,
        "lose": 0.0,
    });
    assert_eq!(state["webhooks"], expected);
    assert_eq!(state["quirks"], json!({ "log_od": true, "numeric_codes": false }));
}

#[tokio::test]
async fn what_does_not_work_says_why_in_a_sentence() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let order = caller.order("own-1", 100).await;
    let cases = [
        ("/admin/refund", json!({ "trade_order_id": order }), 409, "is not paid, so there is nothing to refund"),
        ("/admin/refund", json!({ "trade_order_id": "TOID0" }), 409, "there is no order \"TOID0\""),
        ("/admin/forge", json!({ "trade_order_id": "TOID0" }), 409, "there is no order \"TOID0\""),
        ("/admin/redeliver", json!({ "delivery": 7 }), 409, "there is no delivery 7"),
        ("/admin/webhooks", json!({ "callback": "ftp://game.example/" }), 409, "http:// or https://"),
        ("/admin/webhooks", json!({ "dealy_seconds": 1 }), 409, "unknown field `dealy_seconds`"),
        ("/admin/faults", json!({ "endpoint": "pay", "fault": "no_answer" }), 400, "unknown variant `pay`"),
        ("/admin/balance", json!({ "user": "ada" }), 400, "missing field `beans`"),
        ("/desk/pay", json!({ "user": "ada" }), 400, "missing field `trade_order_id`"),
        ("/desk/login", json!({ "user": " " }), 400, "`user` must be a name"),
        ("/v2/trade_order/create/", json!({}), 404, "there is nothing at POST /v2/trade_order/create/"),
    ];
    for (path, question, status, sentence) in cases {
        let said = caller.call(path, &question).await;
        let error = said.body["error"].as_str().unwrap_or_default();
        assert!(said.status == status && error.contains(sentence), "{path} {question}: {said:?}");
    }
}

#[tokio::test]
async fn a_button_cannot_be_pushed_from_another_sites_page() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    // A page may send plain text anywhere unasked.
    let said = caller.call_with("/admin/reset", "{}").await;
    assert_eq!(said.status, 400);
    assert_eq!(tiktok.admin().users().len(), 1);
}

#[tokio::test]
async fn the_page_and_the_script_for_games_are_served() {
    let tiktok = tiktok();
    let caller = Caller::new(&tiktok);
    let cases = [
        ("/", "text/html; charset=utf-8", "<title>TikTok on a desk</title>"),
        ("/desk.css", "text/css", "body {"),
        ("/desk.js", "text/javascript", "/admin/state"),
        ("/stand-in.js", "text/javascript", "TikTokStandIn"),
    ];
    for (path, kind, part) in cases {
        let file = caller.file(path).await;
        assert_eq!((file.status().as_u16(), &file.headers()["content-type"]), (200, &kind.parse().unwrap()), "{path}");
        assert!(file.text().await.unwrap().contains(part), "{path}");
    }
}
