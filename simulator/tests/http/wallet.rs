use purchasable_simulator::{OrderState, Payment, ShortWallet, WalletError, WebhookSettings};
use serde_json::json;

use crate::kit::{Caller, tiktok};

#[tokio::test]
async fn paying_takes_the_price_out_of_the_wallet() {
    let tiktok = tiktok();
    let order = Caller::for_user(&tiktok, "ada").await.order("own-1", 300).await;
    let paid = tiktok.desk().pay("ada", &order).unwrap();
    assert_eq!(paid, Payment { trade_order_id: order, topped_up: 0, balance: 700 });
}

#[tokio::test]
async fn a_short_wallet_is_topped_up_by_the_nearest_package_and_keeps_the_rest() {
    let tiktok = tiktok();
    let order = Caller::for_user(&tiktok, "ada").await.order("own-1", 99).await;
    tiktok.admin().set_balance("ada", 50);

    let panel = tiktok.desk().panel("ada", &order).unwrap();
    assert_eq!((panel.beans, panel.balance, panel.missing, panel.top_up), (99, 50, 49, 100));
    let paid = tiktok.desk().pay("ada", &order).unwrap();
    assert_eq!(paid, Payment { trade_order_id: order, topped_up: 100, balance: 51 });
}

#[tokio::test]
async fn a_short_wallet_declines_where_paying_does_not_top_up_and_the_order_is_lost() {
    let tiktok = tiktok();
    let order = Caller::for_user(&tiktok, "ada").await.order("own-1", 1200).await;

    let declined = tiktok.desk().pay_or("ada", &order, ShortWallet::Decline);
    assert_eq!(declined, Err(WalletError::NotEnoughBeans { trade_order_id: order.clone(), missing: 200 }));
    assert_eq!(tiktok.admin().order(&order).unwrap().state, OrderState::Declined);
    tiktok.desk().recharge("ada", "1731381720000300").unwrap();
    assert_eq!(tiktok.desk().pay("ada", &order), Err(WalletError::OrderUsed(order)));
}

#[test]
fn a_balance_is_enough_up_to_itself() {
    let tiktok = tiktok();
    let _ = tiktok.desk().log_in("ada");
    let enough = [999, 1000, 1001].map(|beans| tiktok.desk().check_balance("ada", beans));
    assert_eq!(enough, [Ok(true), Ok(true), Ok(false)]);
    assert_eq!(tiktok.desk().check_balance("ben", 0), Err(WalletError::UnknownUser("ben".into())));
}

#[test]
fn a_package_of_beans_goes_into_the_wallet() {
    let tiktok = tiktok();
    let _ = tiktok.desk().log_in("ada");
    assert_eq!(tiktok.desk().recharge("ada", "1731381720000500"), Ok(1500));
    assert_eq!(tiktok.desk().recharge("ada", "1"), Err(WalletError::UnknownTier("1".into())));
    assert_eq!(tiktok.desk().recharge("ben", "1731381720000500"), Err(WalletError::UnknownUser("ben".into())));
    assert_eq!(tiktok.admin().users()[0].balance, 1500);
}

#[tokio::test]
async fn an_order_is_paid_once() {
    let tiktok = tiktok();
    let order = Caller::for_user(&tiktok, "ada").await.order("own-1", 300).await;
    tiktok.desk().pay("ada", &order).unwrap();
    assert_eq!(tiktok.desk().pay("ada", &order), Err(WalletError::OrderUsed(order)));
    assert_eq!(tiktok.admin().users()[0].balance, 700);
}

#[tokio::test]
async fn nobody_pays_another_users_order() {
    let tiktok = tiktok();
    let order = Caller::for_user(&tiktok, "ada").await.order("own-1", 300).await;
    let _ = tiktok.desk().log_in("ben");
    let unknown = WalletError::UnknownOrder { user: "ben".into(), trade_order_id: order.clone() };
    assert_eq!(tiktok.desk().pay("ben", &order), Err(unknown));
    assert!(tiktok.desk().pay("ada", &order).is_ok());
}

#[tokio::test]
async fn money_can_move_after_a_cancel() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let order = caller.order("own-1", 300).await;
    tiktok.desk().cancel("ada", &order).unwrap();
    tiktok.admin().pay_after_all(&order).unwrap();
    assert_eq!(caller.status(&order).await, "SUCCESS");
    assert_eq!(tiktok.admin().users()[0].balance, 700);
}

#[tokio::test]
async fn a_sandbox_app_takes_no_beans() {
    let tiktok = tiktok();
    tiktok.admin().set_webhooks(WebhookSettings { is_sandbox: Some(true), ..WebhookSettings::default() });
    let order = Caller::for_user(&tiktok, "ada").await.order("own-1", 5000).await;
    let paid = tiktok.desk().pay("ada", &order).unwrap();
    assert_eq!((paid.topped_up, paid.balance), (0, 1000));
}

#[tokio::test]
async fn the_page_logs_in_checks_recharges_and_pays_over_http() {
    let tiktok = tiktok();
    let mut caller = Caller::new(&tiktok);
    let code = caller.call("/desk/login", &json!({ "user": "ada" })).await.body["code"].as_str().unwrap().to_owned();
    caller.token = caller.exchange(&code).await.body["access_token"].as_str().unwrap().into();
    let order = caller.order("own-1", 1300).await;

    let enough = caller.call("/desk/check_balance", &json!({ "user": "ada", "amount": 1300 })).await;
    assert_eq!(enough.body, json!({ "is_sufficient": false }));
    let recharged = caller.call("/desk/recharge", &json!({ "user": "ada", "tier_id": "1731381720000300" })).await;
    assert_eq!(recharged.body, json!({ "is_success": true, "tier_id": "1731381720000300", "balance": 1300 }));
    let asked = json!({ "user": "ada", "trade_order_id": order });
    assert_eq!(caller.call("/desk/panel", &asked).await.body["product_name"], "Steel sword");
    let paid = caller.call("/desk/pay", &json!({ "user": "ada", "trade_order_id": order, "top_up": false })).await;
    assert_eq!(paid.body, json!({ "is_success": true, "trade_order_id": order, "topped_up": 0, "balance": 0 }));
}

#[tokio::test]
async fn paying_over_http_tops_up_unless_told_not_to() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    let [first, second] = [caller.order("own-1", 1200).await, caller.order("own-2", 1200).await];
    let paid = caller.call("/desk/pay", &json!({ "user": "ada", "trade_order_id": first })).await;
    assert_eq!(paid.body, json!({ "is_success": true, "trade_order_id": first, "topped_up": 300, "balance": 100 }));
    let declined = caller.call("/desk/pay", &json!({ "user": "ada", "trade_order_id": second, "top_up": false })).await;
    assert_eq!(declined.body["error"]["error_code"], 117_600);
}

#[tokio::test]
async fn a_page_on_another_port_may_ask_for_the_wallet_but_not_call_the_open_api() {
    let tiktok = tiktok();
    let caller = Caller::new(&tiktok);
    for (path, is_allowed) in [("/desk/pay", true), ("/v2/minis/trade_order/create/", false), ("/admin/reset", false)] {
        let answer = caller.may_a_page_ask(path).await;
        assert_eq!(answer.headers().contains_key("access-control-allow-origin"), is_allowed, "{path}");
    }
}

#[tokio::test]
async fn what_does_not_end_in_a_payment_has_the_error_of_the_sdk() {
    let tiktok = tiktok();
    let caller = Caller::for_user(&tiktok, "ada").await;
    for (path, code) in [("/desk/cancel", 117_601), ("/desk/decline", 117_600)] {
        let asked = json!({ "user": "ada", "trade_order_id": caller.order(path, 300).await });
        let said = caller.call(path, &asked).await;
        assert_eq!((&said.body["is_success"], &said.body["error"]["error_code"]), (&json!(false), &json!(code)));
        let again = caller.call("/desk/pay", &asked).await;
        assert_eq!(again.body["error"]["error_code"], 117_101, "{path}");
    }
}
