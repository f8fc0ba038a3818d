//! What is forgotten, when, and what never is.

use std::sync::Arc;
use std::time::Duration;

use purchasable::Inventory;
use purchasable_server::Outbox;
use serde_json::json;

use crate::support::{
    CREATE, Event, FakeTikTok, GEMS, KEY_OF_CASTLE, Site, TOKEN, TestClock, TestInventory, on_each_database, refused,
    signed,
};

const DAY: Duration = Duration::from_hours(24);

/// How many rows a query counts, after the time has passed and all was swept.
async fn left_after(site: &Site, time: Duration, query: &'static str) -> i64 {
    site.clock.pass(time);
    while site.backend.sweep().await.unwrap() > 0 {}
    number(site, query).await
}

async fn number(site: &Site, query: &'static str) -> i64 {
    let rows: Vec<(i64,)> = site.rows(query, "").await;
    rows[0].0
}

on_each_database! {
    async fn sessions_are_forgotten_at_their_end(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("anna").await;
        let sessions = "SELECT COUNT(*) FROM sessions";
        assert_eq!(left_after(&site, DAY / 2, sessions).await, 1);
        site.log_in("bert").await;
        assert_eq!(left_after(&site, DAY / 2, sessions).await, 1);
    }

    async fn dead_tokens_are_forgotten_when_no_order_of_their_player_is_watched(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("bert").await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        site.tiktok.expire_token("anna");
        site.tiktok.prepare(TOKEN, 400, &json!({"error": "invalid_grant", "error_description": "gone", "log_id": "L1"}));
        site.clock.pass(Duration::from_secs(10));
        anna.status(&id).await;
        let tokens = "SELECT COUNT(*) FROM tokens";
        assert_eq!(number(&site, "SELECT COUNT(*) FROM tokens WHERE access = '' AND refresh = ''").await, 1);
        assert_eq!(left_after(&site, Duration::from_hours(71), tokens).await, 2);
        assert_eq!(left_after(&site, Duration::from_hours(1), tokens).await, 1, "bert's are good");
    }

    async fn tokens_are_forgotten_when_the_refresh_token_is_over(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("anna").await;
        let tokens = "SELECT COUNT(*) FROM tokens";
        assert_eq!(left_after(&site, 365 * DAY, tokens).await, 1);
        site.log_in("bert").await;
        assert_eq!(left_after(&site, DAY, tokens).await, 1);
        assert_eq!(number(&site, "SELECT COUNT(*) FROM players").await, 2);
    }

    async fn an_attempt_that_led_to_no_order_is_forgotten_and_one_that_did_is_not(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        anna.order(GEMS, "k1").await;
        let (status, body) = refused(200, "20021001");
        site.tiktok.prepare(CREATE, status, &body);
        anna.wish(KEY_OF_CASTLE, "k2").await;
        let attempts = "SELECT COUNT(*) FROM attempts";
        assert_eq!(left_after(&site, 89 * DAY, attempts).await, 2);
        assert_eq!(left_after(&site, DAY, attempts).await, 1);
        assert_eq!(number(&site, "SELECT COUNT(*) FROM attempts JOIN orders ON orders.own_id = attempts.own_id").await, 1);
    }

    async fn an_event_that_was_applied_is_forgotten_and_one_for_a_person_is_not(place: impl Place) {
        let site = Site::new(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        site.tell(&Event::paid(&id)).await;
        site.tell(&Event::paid("TOID77")).await;
        let events = "SELECT COUNT(*) FROM events";
        assert_eq!(left_after(&site, 89 * DAY, events).await, 2);
        assert_eq!(left_after(&site, DAY, events).await, 1);
        assert_eq!(left_after(&site, 1000 * DAY, events).await, 1);
        assert_eq!(site.events().await, [("unmatched".into(), 1)]);
        let (_, page) = site.operator().get("/operator/events").await;
        let event = page["events"][0]["id"].as_str().unwrap().to_owned();
        site.operator().post(&format!("/operator/events/{event}/resolve"), signed()).await;
        assert_eq!(left_after(&site, 89 * DAY, events).await, 1);
        assert_eq!(left_after(&site, DAY, events).await, 0);
    }

    async fn a_job_that_is_done_is_forgotten_and_a_dead_one_is_not(place: impl Place) {
        let site = Site::serving(&place, FakeTikTok::start().await, TestClock::new(), Inventory::Backend).await;
        let inventory = TestInventory::default();
        let outbox = Outbox::new(site.backend.book().clone(), Arc::new(inventory.clone()));
        let anna = site.log_in("anna").await;
        let (one, other) = (anna.order(GEMS, "k1").await, anna.order(KEY_OF_CASTLE, "k2").await);
        site.tell(&Event::paid(&one)).await;
        outbox.work().await.unwrap();
        site.tell(&Event::paid(&other)).await;
        inventory.fail(20);
        for _ in 0..20 {
            outbox.work().await.unwrap();
            site.clock.pass(Duration::from_hours(1));
        }
        assert_eq!(left_after(&site, 89 * DAY, "SELECT COUNT(*) FROM outbox").await, 2);
        assert_eq!(left_after(&site, DAY, "SELECT COUNT(*) FROM outbox").await, 1);
        assert_eq!(number(&site, "SELECT COUNT(*) FROM outbox WHERE state = 'dead'").await, 1);
        site.tell(&Event::paid(&one)).await;
        assert_eq!(outbox.work().await.unwrap(), 0, "a payment that is told again is granted no second time");
    }

    async fn orders_and_what_happened_to_them_stay(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        site.tell(&Event::paid(&id)).await;
        anna.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await;
        anna.post(&format!("/orders/{id}/ack"), json!({"claimant": "c"})).await;
        assert_eq!(left_after(&site, 3650 * DAY, "SELECT COUNT(*) FROM orders").await, 1);
        assert_eq!(site.changes(&id).await, ["pending created", "paid webhook", "granted acknowledged"]);
    }

    async fn much_is_forgotten_little_by_little(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("anna").await.order(GEMS, "k1").await;
        let many = "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 250) \
                    INSERT INTO attempts (own_id, player, order_key, sku, created) \
                    SELECT 'own-' || number, players.id, 'k', 'gems', number FROM numbers, players";
        let none: Vec<(i64,)> = site.rows(many, "").await;
        assert_eq!(none, []);
        let attempts = "SELECT COUNT(*) FROM attempts";
        for left in [151, 51, 1, 1] {
            site.backend.sweep().await.unwrap();
            assert_eq!(number(&site, attempts).await, left);
        }
    }

    async fn copies_that_forget_at_once_do_not_hinder_each_other(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("anna").await;
        let many = "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 2000) \
                    INSERT INTO attempts (own_id, player, order_key, sku, created) \
                    SELECT 'own-' || number, players.id, 'k', 'gems', number % 7 FROM numbers, players";
        let none: Vec<(i64,)> = site.rows(many, "").await;
        assert_eq!(none, []);
        let copy = site.copy(&place).await;
        let sweep = async |site: &Site| while site.backend.sweep().await.unwrap() > 0 {};
        tokio::join!(sweep(&site), sweep(&copy), sweep(&site), sweep(&copy));
        assert_eq!(number(&site, "SELECT COUNT(*) FROM attempts").await, 0);
    }
}
