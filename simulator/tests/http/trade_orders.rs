use purchasable_simulator::Quirks;
use serde_json::json;

use crate::kit::{Caller, tiktok};

const CREATE: &str = "/v2/minis/trade_order/create/";
const QUERY: &str = "/v2/minis/trade_order/query/";

#[tokio::test]
async fn a_new_order_is_pending_and_its_id_starts_with_toid() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let order = caller.order("own-1", 500).await;
    assert!(order.starts_with("TOID"), "{order}");
    assert_eq!(caller.status(&order).await, "PENDING");
}

#[tokio::test]
async fn a_paid_order_is_a_success() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let order = caller.order("own-1", 500).await;
    tiktok.desk().pay("ada", &order).unwrap();
    assert_eq!(caller.status(&order).await, "SUCCESS");
}

#[tokio::test]
async fn a_cancelled_a_declined_and_a_refunded_order_have_no_status_of_their_own() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let [cancelled, declined, refunded] = [caller.order("1", 5), caller.order("2", 5), caller.order("3", 5)];
    let [cancelled, declined, refunded] = [cancelled.await, declined.await, refunded.await];
    tiktok.desk().cancel("ada", &cancelled).unwrap();
    tiktok.desk().decline("ada", &declined).unwrap();
    tiktok.desk().pay("ada", &refunded).unwrap();
    tiktok.admin().refund(&refunded, None).unwrap();

    assert_eq!(caller.status(&cancelled).await, "PENDING");
    assert_eq!(caller.status(&declined).await, "PENDING");
    assert_eq!(caller.status(&refunded).await, "SUCCESS");
}

#[tokio::test]
async fn a_repeated_order_id_is_refused_and_does_not_tell_the_earlier_order() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    caller.order("own-1", 500).await;

    let said = caller.create("own-1", 500).await;
    assert_eq!(said.code(), "20021002");
    assert_eq!(said.body["data"], json!({}));
    assert_eq!(tiktok.admin().orders().len(), 1);
}

#[tokio::test]
async fn an_order_that_is_unknown_or_another_users_does_not_exist() {
    let tiktok = tiktok();
    let (ada, ben) = (Caller::for_user(&tiktok, "ada").await, Caller::for_user(&tiktok, "ben").await);
    let order = ada.order("own-1", 500).await;

    assert_eq!(ben.call(QUERY, &json!({ "trade_order_id": order })).await.code(), "20011002");
    assert_eq!(ada.call(QUERY, &json!({ "trade_order_id": "TOID0" })).await.code(), "20011002");
    assert_eq!(ada.call(QUERY, &json!({ "trade_order_id": "own-1" })).await.code(), "20011002");
}

#[tokio::test]
async fn a_call_without_a_users_token_is_refused_before_anything_else() {
    let tiktok = tiktok();
    let mut caller = Caller::for_user(&tiktok, "ada").await;
    for token in ["", "act.made-up", "desk-client-secret"] {
        caller.token = token.into();
        let said = caller.call_with(CREATE, "no JSON").await;
        assert_eq!((said.status, said.code()), (401, "access_token_invalid"), "{token:?}");
        assert_eq!(said.body["data"], json!({}));
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_invalid() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let order = |change: fn(&mut serde_json::Value)| {
        let info = json!({ "order_id": "own-1", "product_name": "Sword" });
        let mut order = json!({ "token_type": "BEANS", "token_amount": 500, "order_info": info });
        change(&mut order);
        order
    };
    let cases = [
        order(|it| it["token_type"] = json!("COINS")),
        order(|it| it["token_amount"] = json!(0)),
        order(|it| it["token_amount"] = json!(4.99)),
        order(|it| it["token_amount"] = json!("500")),
        order(|it| it["order_info"]["order_id"] = json!("")),
        order(|it| it["order_info"]["product_name"] = json!(null)),
        order(|it| it["order_info"]["quantity"] = json!(0)),
        json!([]),
    ];
    for case in cases {
        assert_eq!(caller.call(CREATE, &case).await.code(), "40001000", "{case}");
    }
    assert_eq!(caller.call_with(CREATE, "{").await.code(), "40001000");
    let one = order(|it| it["order_info"]["quantity"] = json!(1));
    assert_eq!(caller.call(CREATE, &one).await.code(), "ok", "a refused order leaves its id unused");
}

#[tokio::test]
async fn the_image_may_be_spelt_as_in_the_samples() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    for (order_id, key) in [("own-1", "image_url"), ("own-2", "iamge_url")] {
        let info = json!({ "order_id": order_id, "product_name": "Sword", key: "https://game.example/sword.png" });
        let order = json!({ "token_type": "BEANS", "token_amount": 500, "order_info": info });
        assert_eq!(caller.call(CREATE, &order).await.code(), "ok");
    }
    let images = tiktok.admin().orders().into_iter().map(|order| order.image_url.unwrap());
    assert!(images.eq(["https://game.example/sword.png"; 2]));
}

#[tokio::test]
async fn the_slash_at_the_end_may_be_missing() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let order = caller.order("own-1", 500).await;
    let said = caller.call(QUERY.trim_end_matches('/'), &json!({ "trade_order_id": order })).await;
    assert_eq!(said.data()["trade_order_id"], order);
}

#[tokio::test]
async fn the_log_id_is_misspelt_when_that_is_asked_for() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let said = caller.create("own-1", 500).await;
    assert!(said.body["error"]["log_id"].is_string() && said.body["error"].get("log_od").is_none(), "{said:?}");

    tiktok.admin().set_quirks(Quirks { log_od: true, ..Quirks::default() });
    let said = caller.create("own-2", 500).await;
    assert!(said.body["error"]["log_od"].is_string() && said.body["error"].get("log_id").is_none(), "{said:?}");
}

#[tokio::test]
async fn codes_are_numbers_when_that_is_asked_for() {
    let tiktok = tiktok();
    tiktok.admin().set_quirks(Quirks { numeric_codes: true, ..Quirks::default() });
    let mut caller = Caller::for_user(&tiktok, "ada").await;

    assert_eq!(caller.create("own-1", 0).await.body["error"]["code"], 40_001_000);
    assert_eq!(caller.create("own-1", 500).await.body["error"]["code"], "ok");
    caller.token.clear();
    assert_eq!(caller.create("own-1", 500).await.body["error"]["code"], "access_token_invalid");
}
