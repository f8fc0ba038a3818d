//! What is made of TikTok's answers.

use std::time::Duration;

use purchasable::Beans;
use purchasable_server::{Code, NewTradeOrder, TikTok, TikTokError, TradeOrderStatus};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::support::{CREATE, FakeTikTok, GEMS, PRICES, QUERY, TIERS, TOKEN, refused};

fn token() -> SecretString {
    "act.user".into()
}

async fn create(tiktok: &TikTok) -> Result<String, TikTokError> {
    tiktok.create(&token(), NewTradeOrder { own_id: "own-1", item: GEMS }).await
}

#[tokio::test]
async fn a_code_is_exchanged_for_the_users_tokens() {
    let desk = FakeTikTok::start().await;
    let tokens = desk.client().exchange("code of anna").await.unwrap();
    assert_eq!((&*tokens.open_id, tokens.access_for), ("anna", Duration::from_hours(24)));
    let next = desk.client().refresh(&tokens.refresh).await.unwrap();
    assert_ne!(next.refresh.expose_secret(), tokens.refresh.expose_secret());
    let asked = &desk.asked(TOKEN)[0].body;
    assert!(asked.contains("client_key=key+of+the+app&client_secret=secret+of+the+app&grant_type=authorization_code"));
    assert!(!asked.contains("redirect_uri"), "{asked}");
}

#[tokio::test]
async fn tokens_that_are_refused_say_why() {
    let desk = FakeTikTok::start().await;
    let refused = desk.client().exchange("stolen").await.unwrap_err();
    assert_eq!(refused.to_string(), "TikTok gives no tokens: invalid_grant: the code is not good (log id L1)");
    desk.prepare(TOKEN, 200, &json!({"access_token": "act.x", "expires_in": "60", "open_id": "x"}));
    let incomplete = desk.client().exchange("code of anna").await.unwrap_err();
    assert_eq!(incomplete.to_string(), "TikTok answered with HTTP 200 and no `refresh_token`");
}

#[tokio::test]
async fn an_order_is_made_for_the_item_with_the_users_token() {
    let desk = FakeTikTok::start().await;
    assert_eq!(create(&desk.client()).await.unwrap(), "TOID00000001");
    let asked = &desk.asked(CREATE)[0];
    assert_eq!(asked.token, "act.user");
    assert_eq!(
        serde_json::from_str::<Value>(&asked.body).unwrap(),
        json!({
            "token_type": "BEANS", "token_amount": 99,
            "order_info": {
                "order_id": "own-1", "product_name": "Gems", "product_id": "gems", "quantity": 10, "quantity_unit": "gems",
            },
        })
    );
}

#[tokio::test]
async fn an_order_is_pending_or_paid_and_nothing_else() {
    let desk = FakeTikTok::start().await;
    let query = async || desk.client().query(&token(), "TOID1").await;
    assert_eq!(query().await.unwrap(), TradeOrderStatus::Pending);
    desk.pay("TOID1");
    assert_eq!(query().await.unwrap(), TradeOrderStatus::Success);
    desk.prepare(QUERY, 200, &json!({"data": {"trade_order_status": "CLOSED"}, "error": {"code": "ok"}}));
    assert!(matches!(query().await, Err(TikTokError::Malformed { status: 200, .. })));
}

#[tokio::test]
async fn every_code_on_record_is_known_and_one_is_worth_another_try() {
    let desk = FakeTikTok::start().await;
    for (code, known, again, passing) in [
        (json!(50_001_000), Code::Internal, true, true),
        (json!("50001000"), Code::Internal, true, true),
        (json!(40_001_000), Code::InvalidParameters, false, false),
        (json!(20_011_002), Code::UnknownOrder, false, false),
        (json!(20_021_001), Code::PaymentsNotEnabled, false, false),
        (json!("20021002"), Code::OrderIdUsed, false, false),
        (json!(20_001_003), Code::UnknownTier, false, false),
        (json!(20_021_101), Code::SubscriptionActive, false, false),
        (json!(20_021_102), Code::SubscriptionCancelled, false, false),
        (json!(20_021_103), Code::SubscriptionOnHold, false, false),
        (json!(20_021_108), Code::SubscriptionChanging, false, false),
        (json!(20_021_111), Code::SubscriptionRenews, false, false),
        (json!("access_token_invalid"), Code::AccessTokenInvalid, false, false),
        (json!("scope_not_authorized"), Code::ScopeNotAuthorized, false, false),
        (json!("scope_permission_missed"), Code::ScopePermissionMissed, false, false),
        (json!("invalid_params"), Code::InvalidParams, false, false),
        (json!("rate_limit_exceeded"), Code::RateLimitExceeded, false, true),
        (json!("internal_error"), Code::InternalError, false, true),
        (json!(1), Code::Other("1".into()), false, false),
    ] {
        desk.prepare(CREATE, 200, &json!({"error": {"code": code, "message": "no", "log_od": "L9"}}));
        let error = create(&desk.client()).await.unwrap_err();
        assert_eq!((error.is_worth_another_try(), error.is_passing()), (again, passing), "{error}");
        match error {
            TikTokError::Refused { code, log_id, .. } => assert_eq!((code, &*log_id), (known, "L9")),
            other => panic!("{code}: {other}"),
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_judged_by_its_status() {
    let desk = FakeTikTok::start().await;
    for (status, what) in [
        (401, "TikTok refused with access_token_invalid: an answer that is no JSON (log id )"),
        (429, "TikTok refused with rate_limit_exceeded: an answer that is no JSON (log id )"),
        (502, "TikTok answered with HTTP 502 and no JSON: expected value at line 1 column 1"),
    ] {
        desk.prepare(CREATE, status, &"<html>");
        assert_eq!(create(&desk.client()).await.unwrap_err().to_string(), what);
    }
}

#[tokio::test]
async fn prices_and_tiers_can_be_asked_for() {
    let desk = FakeTikTok::start().await;
    let data = json!({"data": {"valid": true}, "error": {"code": "ok"}});
    desk.prepare(PRICES, 200, &data);
    assert!(desk.client().check_redeem_amounts(&token(), &[Beans(11), Beans(2999)]).await.unwrap());
    let tier = json!({
        "tier_id": "1731381720000100", "tier_name": "100 Beans", "token_type": "BEANS", "token_amount": 100,
        "price": "1.19", "currency": "USD", "symbol": "$",
    });
    let data = json!({"data": {"tier_infos": {"1731381720000100": tier}}, "error": {"code": "ok"}});
    desk.prepare(TIERS, 200, &data);
    let tiers = desk.client().tier_infos(&token(), &["1731381720000100"]).await.unwrap();
    assert_eq!((tiers[0].token_amount, &*tiers[0].price), (100, "1.19"));
    let (status, unknown) = refused(200, "20001003");
    desk.prepare(TIERS, status, &unknown);
    desk.client().tier_infos(&token(), &["7"]).await.unwrap_err();
}

#[tokio::test]
async fn a_tiktok_that_is_not_there_is_named_without_secrets() {
    let nobody = TikTok::new("http://127.0.0.1:9", "key", "hush".into());
    let error = nobody.exchange("code of anna").await.unwrap_err();
    assert!(matches!(error, TikTokError::NoAnswer(_)), "{error}");
    assert!(!format!("{error:?} {nobody:?}").contains("hush"));
}

#[tokio::test]
async fn a_token_that_has_ended_is_told_from_other_refusals() {
    let desk = FakeTikTok::start().await;
    let tokens = desk.client().exchange("code of anna").await.unwrap();
    desk.expire_token("anna");
    let error = desk.client().query(&tokens.access, "TOID1").await.unwrap_err();
    assert!(error.is_token_invalid() && !error.is_passing(), "{error}");
}
