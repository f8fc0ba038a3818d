//! What becomes of orders that nobody asks for.

use std::time::Duration;

use crate::support::{GEMS, KEY_OF_CASTLE, QUERY, Site, TOKEN, on_each_database};

async fn sweep_for(site: &Site, time: Duration, step: Duration) {
    let mut left = time;
    while !left.is_zero() {
        site.clock.pass(step.min(left));
        left = left.saturating_sub(step);
        while site.backend.sweep().await.unwrap() > 0 {}
    }
}

on_each_database! {
    async fn a_payment_whose_webhook_is_lost_is_found(place: impl Place) {
        let site = Site::new(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        site.tiktok.pay(&id);
        sweep_for(&site, Duration::from_mins(1), Duration::from_secs(5)).await;
        assert_eq!(site.changes(&id).await, ["pending created", "paid query"]);
    }

    async fn an_unpaid_order_is_closed_and_paid_after_all(place: impl Place) {
        let site = Site::new(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        sweep_for(&site, Duration::from_mins(29), Duration::from_mins(1)).await;
        assert_eq!(site.changes(&id).await, ["pending created"]);
        sweep_for(&site, Duration::from_hours(1), Duration::from_mins(1)).await;
        assert_eq!(site.changes(&id).await, ["pending created", "closed age"]);
        site.tiktok.pay(&id);
        sweep_for(&site, Duration::from_hours(2), Duration::from_mins(10)).await;
        assert_eq!(site.changes(&id).await, ["pending created", "closed age", "paid query"]);
        assert_eq!(site.log_in("anna").await.open().await, [(id, "paid".into())]);
    }

    async fn the_questions_have_an_end(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("anna").await.order(GEMS, "k1").await;
        sweep_for(&site, Duration::from_hours(72), Duration::from_mins(5)).await;
        let asked = site.tiktok.asked(QUERY).len();
        assert!((20..60).contains(&asked), "{asked} questions in three days");
        sweep_for(&site, Duration::from_hours(72), Duration::from_hours(1)).await;
        assert_eq!(site.tiktok.asked(QUERY).len(), asked);
    }

    async fn of_two_copies_one_asks(place: impl Place) {
        let site = Site::new(&place).await;
        let copy = site.copy(&place).await;
        let anna = site.log_in("anna").await;
        anna.order(GEMS, "k1").await;
        anna.order(KEY_OF_CASTLE, "k2").await;
        site.clock.pass(Duration::from_secs(10));
        let (one, other) = tokio::join!(site.backend.sweep(), copy.backend.sweep());
        assert!(one.unwrap() + other.unwrap() >= 2);
        assert_eq!(site.tiktok.asked(QUERY).len(), 2);
    }

    async fn an_order_whose_players_tokens_are_gone_waits_for_the_next_login(place: impl Place) {
        let site = Site::new(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        site.tiktok.expire_token("anna");
        let gone = serde_json::json!({"error": "invalid_grant", "error_description": "gone", "log_id": "L1"});
        for _ in 0..100 {
            site.tiktok.prepare(TOKEN, 400, &gone);
        }
        sweep_for(&site, Duration::from_hours(73), Duration::from_hours(1)).await;
        assert_eq!(site.changes(&id).await, ["pending created"], "nobody has said that it is unpaid");
        site.tiktok.forget_prepared();
        let anna = site.log_in("anna").await;
        assert_eq!(anna.open().await, [], "it is older than a closed order is watched");
        assert_eq!(site.changes(&id).await, ["pending created", "closed age"]);
        anna.order(GEMS, "k2").await;
    }
}
