use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use axum::{Router, routing::post};
use purchasable_simulator::{DeliveryState, Simulator, WebhookSettings};
use serde_json::json;
use tokio::{
    net::TcpListener,
    sync::{Barrier, Semaphore},
};

use crate::kit::{Backend, Caller, paid, tiktok};

/// Calls `answer` for each webhook, and answers with 200 when that is done.
async fn answer_with<F: Future<Output = ()> + Send + 'static>(
    tiktok: &Simulator,
    answer: impl Fn() -> F + Clone + Send + Sync + 'static,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    tiktok.admin().set_callback(format!("http://{}/", listener.local_addr().unwrap()));
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
}

#[tokio::test]
async fn while_the_clock_is_held_each_webhook_waits_for_the_answer_to_the_one_before() {
    let tiktok = tiktok();
    let (heard, answers) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
    let ears = (heard.clone(), answers.clone());
    answer_with(&tiktok, move || {
        let (heard, answers) = ears.clone();
        heard.fetch_add(1, Relaxed);
        async move { answers.acquire().await.unwrap().forget() }
    })
    .await;
    paid(&tiktok, "own-1").await;
    paid(&tiktok, "own-2").await;
    while heard.load(Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    // One that was on its way would come before these are answered.
    Caller::for_user(&tiktok, "ben").await.order("own-3", 100).await;
    assert_eq!(heard.load(Relaxed), 1);

    answers.add_permits(2);
    tiktok.admin().settle().await;
    assert_eq!(heard.load(Relaxed), 2);
}

#[tokio::test]
async fn while_the_clock_runs_no_webhook_waits_for_the_answer_to_another() {
    let tiktok = tiktok();
    let both = Arc::new(Barrier::new(2));
    answer_with(&tiktok, move || {
        let both = both.clone();
        async move {
            both.wait().await;
        }
    })
    .await;
    tiktok.admin().run_clock();
    paid(&tiktok, "own-1").await;
    paid(&tiktok, "own-2").await;

    while tiktok.admin().deliveries().iter().any(|delivery| delivery.attempts.is_empty()) {
        tokio::task::yield_now().await;
    }
    assert!(tiktok.admin().deliveries().iter().all(|delivery| delivery.state == DeliveryState::Delivered));
}

#[tokio::test]
async fn webhooks_come_in_order_of_time_each_at_its_own() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    let late = WebhookSettings { callback: Some(backend.url.clone()), delay_seconds: 60, ..WebhookSettings::default() };
    let start = tiktok.admin().now().as_secs();
    tiktok.admin().set_webhooks(late.clone());
    let first = paid(&tiktok, "own-1").await;
    tiktok.admin().set_webhooks(WebhookSettings { delay_seconds: 30, ..late });
    let second = paid(&tiktok, "own-2").await;
    tiktok.admin().advance(Duration::from_secs(29)).await;
    assert!(backend.heard().is_empty());
    tiktok.admin().advance(Duration::from_secs(31)).await;

    let heard: Vec<_> = backend.heard().into_iter().map(|it| (it.signed_at() - start, it.content)).collect();
    let content = |order: &str, own: &str| json!({ "trade_order_id": order, "order_id": own });
    assert_eq!(heard, [(30, content(&second, "own-2")), (60, content(&first, "own-1"))]);
}

#[tokio::test]
async fn spread_lets_webhooks_overtake_each_other() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    let callback = Some(backend.url.clone());
    tiktok.admin().set_webhooks(WebhookSettings { callback, spread_seconds: 600, ..WebhookSettings::default() });
    let mut told = Vec::new();
    for number in 0..8 {
        told.push(paid(&tiktok, &format!("own-{number}")).await);
    }
    tiktok.admin().advance(Duration::from_secs(600)).await;

    let mut heard: Vec<_> = backend.heard().iter().map(|it| it.content["trade_order_id"].clone()).collect();
    assert_ne!(heard, told);
    heard.sort_by_key(ToString::to_string);
    told.sort();
    assert_eq!(heard, told, "each comes once");
}
