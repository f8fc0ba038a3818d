use serde_json::json;

use crate::kit::{Caller, tiktok};

const TIERS: &str = "/v2/minis/utility/get_tier_infos/";
const AMOUNTS: &str = "/v2/minis/utility/check_redeem_amounts/";

#[tokio::test]
async fn tiktoks_example_tier_is_100_beans_for_1_19_usd() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let said = caller.call(TIERS, &json!({ "token_type": "BEANS", "tier_ids": ["1731381720000100"] })).await;

    let expected = json!({
        "tier_id": "1731381720000100",
        "tier_name": "100 Beans",
        "token_type": "BEANS",
        "token_amount": 100,
        "price": "1.19",
        "currency": "USD",
        "symbol": "$",
    });
    assert_eq!(said.data()["tier_infos"], json!({ "1731381720000100": expected }));
}

#[tokio::test]
async fn an_unknown_tier_is_refused() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let said = caller.call(TIERS, &json!({ "token_type": "BEANS", "tier_ids": ["1731381720000100", "1"] })).await;
    assert_eq!(said.code(), "20001003");
}

#[tokio::test]
async fn amounts_are_valid_only_if_all_are_legal() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let cases =
        [(json!([11, 19, 999, 2999]), true), (json!([11, 0]), false), (json!([-5]), false), (json!([40_001]), false)];
    for (amounts, valid) in cases {
        let said = caller.call(AMOUNTS, &json!({ "token_type": "BEANS", "token_amounts": amounts })).await;
        assert_eq!(said.data()["valid"], valid, "{amounts}");
    }
}

#[tokio::test]
async fn beans_are_the_only_token() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let said = caller.call(AMOUNTS, &json!({ "token_type": "DIAMONDS", "token_amounts": [1] })).await;
    assert_eq!(said.code(), "40001000");
}
