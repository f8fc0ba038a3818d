use std::time::Duration;

use purchasable_simulator::{Delivery, DeliveryState, RetrySignature, Simulator, WebhookSettings};
use serde_json::json;

use crate::kit::{Backend, Caller, paid, tiktok};

const PAID: &str = "minis.trade_order.redeem.success";
const REFUNDED: &str = "minis.trade_order.redeem.refund_traceback";
const HOURS_72: Duration = Duration::from_secs(72 * 3600);

fn last(tiktok: &Simulator) -> Delivery {
    tiktok.admin().deliveries().pop().unwrap()
}

#[tokio::test]
async fn a_payment_is_told_once_signed_and_with_json_inside_json() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    let order = paid(&tiktok, "own-1").await;
    tiktok.admin().settle().await;

    let heard = backend.heard();
    assert_eq!(heard.len(), 1);
    assert!(heard[0].is_genuine(), "{heard:?}");
    assert_eq!((heard[0].event(), heard[0].signed_at()), (PAID, tiktok.admin().now().as_secs()));
    assert_eq!(heard[0].body["client_key"], "desk-client-key");
    assert_eq!(heard[0].body["user_openid"], "");
    assert_eq!(heard[0].body["create_time"], tiktok.admin().now().as_secs());
    assert_eq!(heard[0].content, json!({ "trade_order_id": order, "order_id": "own-1" }));
    assert_eq!(last(&tiktok).state, DeliveryState::Delivered);
}

#[tokio::test]
async fn a_clock_that_runs_needs_no_push() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    tiktok.admin().run_clock();
    paid(&tiktok, "own-1").await;
    while backend.heard().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(backend.heard()[0].event(), PAID);
}

#[tokio::test]
async fn a_webhook_is_tried_again_until_it_is_answered_with_200() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    backend.will_answer([500, 204, 404]);
    paid(&tiktok, "own-1").await;
    let start = tiktok.admin().now().as_secs();
    tiktok.admin().advance(HOURS_72).await;

    let times: Vec<u64> = backend.heard().iter().map(|heard| heard.signed_at() - start).collect();
    assert_eq!(times, [0, 10, 30, 70]);
    let statuses: Vec<_> = last(&tiktok).attempts.iter().map(|attempt| attempt.status.unwrap()).collect();
    assert_eq!(statuses, [500, 204, 404, 200]);
    assert_eq!(last(&tiktok).state, DeliveryState::Delivered);
}

#[tokio::test]
async fn a_webhook_is_given_up_after_72_hours() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    backend.will_answer([500; 100]);
    paid(&tiktok, "own-1").await;
    tiktok.admin().advance(HOURS_72 * 2).await;

    assert_eq!(backend.heard().len(), 15);
    assert_eq!(last(&tiktok).state, DeliveryState::GivenUp);
}

#[tokio::test]
async fn a_backend_that_is_not_there_is_a_failed_attempt() {
    let tiktok = tiktok();
    tiktok.admin().set_callback("http://127.0.0.1:1/");
    paid(&tiktok, "own-1").await;
    tiktok.admin().settle().await;

    let delivery = last(&tiktok);
    assert_eq!((delivery.attempts.len(), delivery.attempts[0].status), (1, None));
    let error = delivery.attempts[0].error.as_ref().unwrap();
    assert!(error.contains("refused"), "{error}");
    assert_eq!(delivery.state, DeliveryState::Waiting { due: tiktok.admin().now() + Duration::from_secs(10) });
}

#[tokio::test]
async fn retries_are_signed_anew_or_as_the_first_time() {
    for (retry_signature, expected) in [(RetrySignature::Fresh, [0, 10]), (RetrySignature::First, [0, 0])] {
        let tiktok = tiktok();
        let backend = Backend::listening_to(tiktok.admin()).await;
        let callback = Some(backend.url.clone());
        tiktok.admin().set_webhooks(WebhookSettings { callback, retry_signature, ..WebhookSettings::default() });
        backend.will_answer([500]);
        paid(&tiktok, "own-1").await;
        let start = tiktok.admin().now().as_secs();
        tiktok.admin().advance(Duration::from_secs(10)).await;

        let heard = backend.heard();
        assert!(heard.iter().all(super::kit::Heard::is_genuine));
        assert_eq!(heard.iter().map(|it| it.signed_at() - start).collect::<Vec<_>>(), expected, "{retry_signature:?}");
    }
}

#[tokio::test]
async fn is_sandbox_is_absent_false_or_true() {
    for is_sandbox in [None, Some(false), Some(true)] {
        let tiktok = tiktok();
        let backend = Backend::listening_to(tiktok.admin()).await;
        let callback = Some(backend.url.clone());
        tiktok.admin().set_webhooks(WebhookSettings { callback, is_sandbox, ..WebhookSettings::default() });
        paid(&tiktok, "own-1").await;
        tiktok.admin().settle().await;
        assert_eq!(backend.heard()[0].content.get("is_sandbox").cloned(), is_sandbox.map(Into::into));
    }
}

#[tokio::test]
async fn a_refund_is_told_with_its_amount() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    let order = paid(&tiktok, "own-1").await;
    assert_eq!(tiktok.admin().refund(&order, Some(30)), Ok(30));
    assert_eq!(tiktok.admin().refund(&order, None), Ok(70));
    assert!(tiktok.admin().refund(&order, None).is_err());
    tiktok.admin().settle().await;

    let heard = backend.heard();
    assert_eq!(heard.iter().map(super::kit::Heard::event).collect::<Vec<_>>(), [PAID, REFUNDED, REFUNDED]);
    assert_eq!((&heard[1].content["refund_amount"], &heard[2].content["refund_amount"]), (&json!(30), &json!(70)));
    assert_eq!(heard[1].content["trade_order_id"], order);
}

#[tokio::test]
async fn a_webhook_can_come_twice_or_never() {
    for (duplicate, lose, times) in [(1.0, 0.0, 2), (0.0, 1.0, 0)] {
        let tiktok = tiktok();
        let backend = Backend::listening_to(tiktok.admin()).await;
        let callback = Some(backend.url.clone());
        tiktok.admin().set_webhooks(WebhookSettings { callback, duplicate, lose, ..WebhookSettings::default() });
        paid(&tiktok, "own-1").await;
        tiktok.admin().advance(HOURS_72).await;
        let bodies: Vec<_> = backend.heard().into_iter().map(|heard| heard.raw).collect();
        assert_eq!(bodies.len(), times);
        assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "a duplicate is the same to the byte");
    }
}

#[tokio::test]
async fn any_webhook_can_be_sent_once_more() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    paid(&tiktok, "own-1").await;
    tiktok.admin().settle().await;
    tiktok.admin().redeliver(last(&tiktok).id).unwrap();
    tiktok.admin().settle().await;
    assert_eq!(backend.heard().len(), 2);
    assert!(tiktok.admin().redeliver(99).is_err());
}

#[tokio::test]
async fn a_forged_webhook_is_not_signed_with_the_secret_and_is_tried_once() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    backend.will_answer([401]);
    let order = Caller::for_user(&tiktok, "ada").await.order("own-1", 100).await;
    tiktok.admin().forge(&order).unwrap();
    tiktok.admin().advance(HOURS_72).await;

    let heard = backend.heard();
    assert_eq!(heard.len(), 1);
    assert!(!heard[0].is_genuine());
    assert_eq!((heard[0].event(), &heard[0].content["trade_order_id"]), (PAID, &json!(order)));
}

#[tokio::test]
async fn without_a_callback_nothing_is_sent_until_there_is_one() {
    let tiktok = tiktok();
    paid(&tiktok, "own-1").await;
    tiktok.admin().settle().await;
    assert_eq!(last(&tiktok).state, DeliveryState::NoCallback);

    let backend = Backend::listening_to(tiktok.admin()).await;
    tiktok.admin().redeliver(last(&tiktok).id).unwrap();
    tiktok.admin().settle().await;
    assert_eq!(backend.heard().len(), 1);
}
