//! What Prometheus reads.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use purchasable::Inventory;
use purchasable_server::Outbox;
use serde_json::json;

use crate::support::{
    CREATE, Event, FakeTikTok, GEMS, KEY_OF_CASTLE, QUERY, Site, TOKEN, TestClock, TestInventory, on_each_database,
    refused, signed,
};

fn paid(was: &str, because: &str) -> String {
    format!("payments_total{{was=\"{was}\",because=\"{because}\"}}")
}

fn orders(status: &str) -> String {
    format!("orders{{status=\"{status}\",environment=\"production\"}}")
}

fn not_made(code: &str) -> String {
    format!("orders_refused_total{{code=\"{code}\"}}")
}

on_each_database! {
    async fn where_nothing_has_happened_every_figure_is_there_and_zero(place: impl Place) {
        let figures = Site::new(&place).await.figures().await;
        assert!(figures.are_zero(), "{}", figures.text);
        for figure in [
            "oldest_unsettled_order_age_seconds", "oldest_ungranted_order_age_seconds", "oldest_outbox_job_age_seconds",
            "outbox_jobs{state=\"dead\"}", "dead_tokens", "kept_events{verdict=\"unmatched\"}", "bad_signatures_total",
            "webhooks_total{verdict=\"applied\"}", "orders_created_total", &orders("granted"), &not_made("tiktok_refused"),
            &paid("closed", "query"),
        ] {
            figures.get(figure);
        }
    }

    async fn players_do_not_read_them(place: impl Place) {
        let site = Site::new(&place).await;
        assert_eq!(site.stranger().get("/metrics").await.0, StatusCode::NOT_FOUND);
    }

    async fn the_oldest_unsettled_order_has_an_age_until_it_is_settled_or_no_more_watched(place: impl Place) {
        let site = Site::new(&place).await;
        let (anna, bert) = (site.log_in("anna").await, site.log_in("bert").await);
        let id = anna.order(GEMS, "k1").await;
        site.clock.pass(Duration::from_mins(1));
        bert.order(GEMS, "k1").await;
        site.clock.pass(Duration::from_secs(30));
        let age = async || site.figures().await.get("oldest_unsettled_order_age_seconds");
        assert_eq!(age().await, 90);
        site.tell(&Event::paid(&id)).await;
        assert_eq!(age().await, 30);
        site.clock.pass(Duration::from_hours(72));
        let figures = site.figures().await;
        assert_eq!((age().await, figures.get(&orders("pending")), figures.get("ungranted_orders")), (0, 0, 1));
    }

    async fn what_is_paid_and_not_granted_has_a_number_and_the_age_of_the_first_payment(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let (one, other) = (anna.order(GEMS, "k1").await, anna.order(KEY_OF_CASTLE, "k2").await);
        site.clock.pass(Duration::from_mins(5));
        site.tell(&Event::paid(&one)).await;
        site.clock.pass(Duration::from_mins(1));
        site.tell(&Event::paid(&other)).await;
        site.clock.pass(Duration::from_mins(1));
        let seen = async || {
            let figures = site.figures().await;
            [figures.get("ungranted_orders"), figures.get("oldest_ungranted_order_age_seconds")]
        };
        assert_eq!(seen().await, [2, 120]);
        for id in [one, other] {
            anna.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await;
            anna.post(&format!("/orders/{id}/ack"), json!({"claimant": "c"})).await;
        }
        assert_eq!(seen().await, [0, 0]);
        assert_eq!(site.figures().await.get(&orders("granted")), 2);
    }

    async fn jobs_of_the_outbox_wait_and_die(place: impl Place) {
        let site = Site::serving(&place, FakeTikTok::start().await, TestClock::new(), Inventory::Backend).await;
        let inventory = TestInventory::default();
        let outbox = Outbox::new(site.backend.book().clone(), Arc::new(inventory.clone()));
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        site.clock.pass(Duration::from_mins(5));
        site.tell(&Event::paid(&id)).await;
        let seen = async || {
            let figures = site.figures().await;
            let names = ["outbox_jobs{state=\"waiting\"}", "outbox_jobs{state=\"dead\"}", "oldest_outbox_job_age_seconds"];
            names.map(|name| figures.get(name))
        };
        site.clock.pass(Duration::from_secs(7));
        assert_eq!(seen().await, [1, 0, 7]);
        inventory.fail(20);
        for _ in 0..20 {
            outbox.work().await.unwrap();
            site.clock.pass(Duration::from_hours(1));
        }
        assert_eq!(seen().await, [0, 1, 0]);
        let id = anna.order(KEY_OF_CASTLE, "k2").await;
        site.tell(&Event::paid(&id)).await;
        outbox.work().await.unwrap();
        assert_eq!(seen().await, [0, 1, 0], "what is done waits no more");
        site.clock.pass(Duration::from_mins(5));
        site.tell(&Event::refunded(&id)).await;
        site.clock.pass(Duration::from_secs(8));
        assert_eq!(seen().await, [1, 1, 8], "a refund is a job, too");
    }

    async fn webhooks_count_by_what_was_done_with_them(place: impl Place) {
        let site = Site::new(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        site.tell_signed(&Event::paid(&id), "t=1,s=00").await;
        for event in [Event::paid(&id), Event::paid(&id), Event::paid("TOID77"), Event::refunded("TOID78")] {
            site.tell(&event).await;
        }
        site.tell(&Event::with("paid", &json!({"trade_order_id": id, "is_sandbox": true}))).await;
        let figures = site.figures().await;
        assert_eq!(figures.get("bad_signatures_total"), 1);
        for (verdict, heard, kept) in [("applied", 2, None), ("unmatched", 2, Some(2)), ("other environment", 1, Some(1))] {
            assert_eq!(figures.get(&format!("webhooks_total{{verdict=\"{verdict}\"}}")), heard);
            if let Some(kept) = kept {
                assert_eq!(figures.get(&format!("kept_events{{verdict=\"{verdict}\"}}")), kept);
            }
        }
        assert!(!figures.text.contains("kept_events{verdict=\"applied\"}"), "nobody has to look at those");
        let (_, page) = site.operator().get("/operator/events").await;
        for event in page["events"].as_array().unwrap() {
            let resolve = format!("/operator/events/{}/resolve", event["id"].as_str().unwrap());
            site.operator().post(&resolve, signed()).await;
        }
        assert_eq!(site.figures().await.get("kept_events{verdict=\"unmatched\"}"), 0, "somebody has looked at them");
    }

    async fn an_order_that_was_closed_and_is_paid_after_all_is_told_from_others(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        for (key, is_closed, is_told) in [("k1", true, true), ("k2", true, false), ("k3", false, true), ("k4", false, false)] {
            let id = anna.order(GEMS, key).await;
            if is_closed {
                anna.post(&format!("/orders/{id}/report"), json!({"outcome": "never_paid"})).await;
            }
            if is_told {
                site.tell(&Event::paid(&id)).await;
                site.tell(&Event::paid(&id)).await;
            } else {
                site.tiktok.pay(&id);
            }
            site.clock.pass(Duration::from_secs(10));
            assert_eq!(anna.status(&id).await, "paid");
            anna.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await;
            anna.post(&format!("/orders/{id}/ack"), json!({"claimant": "c"})).await;
        }
        let figures = site.figures().await;
        for (was, because) in [("closed", "webhook"), ("closed", "query"), ("pending", "webhook"), ("pending", "query")] {
            assert_eq!(figures.get(&paid(was, because)), 1, "{was} {because}");
        }
    }

    async fn players_whose_tokens_tiktok_takes_no_more_are_counted_until_they_log_in(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        site.log_in("bert").await;
        let id = anna.order(GEMS, "k1").await;
        site.tiktok.expire_token("anna");
        site.tiktok.prepare(TOKEN, 503, &"<html>");
        let asked_later = async || {
            site.clock.pass(Duration::from_mins(10));
            anna.status(&id).await;
        };
        asked_later().await;
        assert_eq!(site.figures().await.get("dead_tokens"), 0, "TikTok may take them later");
        site.tiktok.prepare(TOKEN, 400, &json!({"error": "invalid_grant", "error_description": "gone", "log_id": "L1"}));
        asked_later().await;
        assert_eq!(site.figures().await.get("dead_tokens"), 1);
        let asked = (site.tiktok.asked(TOKEN).len(), site.tiktok.asked(QUERY).len());
        asked_later().await;
        assert_eq!((site.tiktok.asked(TOKEN).len(), site.tiktok.asked(QUERY).len()), asked, "TikTok is asked with them no more");
        site.log_in("anna").await;
        assert_eq!(site.figures().await.get("dead_tokens"), 0);
    }

    async fn orders_are_counted_when_they_are_made_and_by_why_they_are_not(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(KEY_OF_CASTLE, "k1").await;
        anna.wish(KEY_OF_CASTLE, "k1").await;
        anna.wish(KEY_OF_CASTLE, "k2").await;
        site.tell(&Event::paid(&id)).await;
        anna.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await;
        anna.post(&format!("/orders/{id}/ack"), json!({"claimant": "c"})).await;
        anna.wish(KEY_OF_CASTLE, "k3").await;
        anna.post("/orders", json!({"sku": GEMS.sku(), "digest": "0".repeat(16), "key": "k4"})).await;
        anna.post("/orders", json!({"sku": "nothing", "digest": "0".repeat(16), "key": "k5"})).await;
        let (status, refused) = refused(200, "20021001");
        site.tiktok.prepare(CREATE, status, &refused);
        anna.wish(GEMS, "k6").await;
        site.stranger().wish(GEMS, "k7").await;
        anna.post_text("/orders", "{".to_owned()).await;
        let none: Vec<(i64,)> = site.rows("DROP TABLE sessions", "").await;
        assert_eq!(none, []);
        anna.wish(GEMS, "k8").await;
        let figures = site.figures().await;
        assert_eq!(figures.get("orders_created_total"), 1, "a repeat of the key is no new order");
        for code in [
            "earlier_open", "owned", "price_drift", "unknown_item", "tiktok_refused", "login_required", "bad_request",
            "internal",
        ] {
            assert_eq!(figures.get(&not_made(code)), 1, "{code}");
        }
    }

    async fn requests_are_counted_by_template_and_no_label_leads_to_a_player(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        anna.status(&id).await;
        anna.get("/orders/TOID77").await;
        anna.get("/wp-login.php").await;
        site.http.request("BREW".parse().unwrap(), format!("{}/catalog", site.url)).send().await.unwrap();
        let figures = site.figures().await;
        let count = |route: &str, method: &str, status: u16| {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            figures.get(&format!("http_request_duration_seconds_count{{{labels}}}"))
        };
        assert_eq!(count("/session", "POST", 200), 1);
        assert_eq!(count("/orders/{id}", "GET", 200), 1);
        assert_eq!(count("/orders/{id}", "GET", 404), 1);
        assert_eq!((count("other", "GET", 404), count("/catalog", "other", 405)), (1, 1));
        let (_, player) = anna.get("/player").await;
        for secret in [&id, anna.token(), player["player"].as_str().unwrap(), "anna", "TOID77", "wp-login", "BREW"] {
            assert!(!figures.text.contains(secret), "{secret} in {}", figures.text);
        }
    }

    async fn every_figure_is_in_the_table(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("anna").await;
        let shown = include_str!("../../README.md");
        let figures = site.figures().await;
        assert_eq!(figures.names().len(), 16);
        for name in figures.names() {
            assert!(shown.contains(&format!("| `{name}` |")), "README.md does not show {name}");
        }
    }

    async fn copies_tell_the_same_of_the_database_and_count_for_themselves(place: impl Place) {
        let site = Site::new(&place).await;
        let copy = site.copy(&place).await;
        site.log_in("anna").await.order(GEMS, "k1").await;
        let (one, other) = (site.figures().await, copy.figures().await);
        assert_eq!([one.get(&orders("pending")), other.get(&orders("pending"))], [1, 1]);
        assert_eq!([one.get("orders_created_total"), other.get("orders_created_total")], [1, 0]);
    }

    async fn a_database_in_trouble_is_a_figure_and_hides_no_other(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("anna").await.order(GEMS, "k1").await;
        let none: Vec<(i64,)> = site.rows("DROP TABLE outbox", "").await;
        assert_eq!(none, []);
        let figures = site.figures().await;
        assert_eq!((figures.get("database_up"), figures.get("orders_created_total")), (0, 1));
        assert!(!figures.text.contains("purchasable_outbox_jobs"), "what is not known is not said");
    }
}
