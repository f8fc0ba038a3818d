//! What clients ask over HTTP, and what they are answered.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::http::{HeaderMap, StatusCode};
use purchasable::OrderStatus;
use purchasable_server::{Because, Sessions, SessionsError};
use serde_json::{Value, json};

use crate::support::{Answer, CREATE, GEMS, KEY_OF_CASTLE, QUERY, Site, TOKEN, on_each_database, refused, wish};

#[track_caller]
fn is_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.0.as_u16(), &answer.1["error"]["code"]), (status, &json!(code)), "{answer:?}");
    assert!(!answer.1["error"]["message"].as_str().unwrap().is_empty());
}

/// Whoever names a player is that player.
#[derive(Debug)]
struct NoPasswords;

#[async_trait]
impl Sessions for NoPasswords {
    async fn player(&self, headers: &HeaderMap) -> Result<Option<String>, SessionsError> {
        match headers["authorization"].to_str()?.trim_start_matches("Bearer").trim() {
            "" => Ok(None),
            "in trouble" => Err("the accounts are gone".into()),
            tag => Ok(Some(tag.to_owned())),
        }
    }
}

async fn paid(site: &Site, order: &str) {
    site.backend.book().advance(order, OrderStatus::Paid, Because::Webhook).await.unwrap();
}

on_each_database! {
    async fn a_player_has_one_tag_in_every_session(place: impl Place) {
        let site = Site::new(&place).await;
        let (one, again, other) = (site.log_in("anna").await, site.log_in("anna").await, site.log_in("bert").await);
        let tag = one.get("/player").await;
        assert_eq!(tag.1["inventory"], json!("client"));
        assert_eq!(again.get("/player").await, tag);
        assert_ne!(other.get("/player").await, tag);
    }

    async fn without_a_session_there_is_no_answer(place: impl Place) {
        let site = Site::new(&place).await;
        let stranger = site.stranger();
        is_refused(&stranger.get("/orders").await, 401, "login_required");
        is_refused(&stranger.wish(GEMS, "k1").await, 401, "login_required");
        is_refused(&stranger.post("/session", json!({"code": "stolen"})).await, 401, "login_required");
        let anna = site.log_in("anna").await;
        site.clock.pass(Duration::from_hours(24));
        is_refused(&anna.get("/player").await, 401, "login_required");
    }

    async fn an_order_comes_back_with_its_key_and_payload(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let mut wish = wish(GEMS, "k1");
        wish["payload"] = json!("AwQ=");
        wish["beans"] = json!(1);
        let (status, made) = anna.post("/orders", wish.clone()).await;
        let order = json!({"id": "TOID00000001", "key": "k1", "sku": "gems", "status": "pending", "payload": "AwQ="});
        assert_eq!((status, &made), (StatusCode::OK, &json!({"created": "order", "order": order})));
        assert_eq!(anna.post("/orders", wish).await.1, made);
        assert_eq!(anna.get("/orders/TOID00000001").await.1, order);
        assert_eq!(anna.get("/orders").await.1, json!({"orders": [order]}));
        let asked: Value = serde_json::from_str(&site.tiktok.asked(CREATE)[0].body).unwrap();
        assert_eq!(asked["token_amount"], json!(99), "a price in the body is ignored");
    }

    async fn a_digest_is_16_hexadecimal_digits_and_nothing_else(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        for digest in ["", "7", "+000000000000007", "00000000000000007", "000000000000000g", "000000000000000\u{e9}"] {
            let mut wish = wish(GEMS, "k1");
            wish["digest"] = json!(digest);
            is_refused(&anna.post("/orders", wish).await, 400, "bad_request");
        }
    }

    async fn what_stands_in_the_way_is_said(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        let (_, answer) = anna.wish(GEMS, "k2").await;
        assert_eq!((&answer["created"], &answer["orders"][0]["id"]), (&json!("earlier_open"), &json!(id)));
        let mut accepting = wish(GEMS, "k2");
        accepting["accepted"] = json!([id]);
        assert_eq!(anna.post("/orders", accepting).await.1["created"], json!("order"));
        let mut drifted = wish(KEY_OF_CASTLE, "k3");
        drifted["digest"] = json!("0000000000000007");
        assert_eq!(anna.post("/orders", drifted).await.1, json!({"created": "price_drift", "beans": 500}));
        let key = anna.order(KEY_OF_CASTLE, "k4").await;
        paid(&site, &key).await;
        anna.post(&format!("/orders/{key}/claim"), json!({"claimant": "c"})).await;
        anna.post(&format!("/orders/{key}/ack"), json!({"claimant": "c"})).await;
        assert_eq!(anna.wish(KEY_OF_CASTLE, "k5").await.1, json!({"created": "owned"}));
    }

    async fn an_order_is_claimed_acknowledged_and_gone(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        let (claim, ack) = (format!("/orders/{id}/claim"), format!("/orders/{id}/ack"));
        let as_claimant = |name: &str| json!({"claimant": name});
        is_refused(&anna.post(&claim, as_claimant("one")).await, 409, "not_paid");
        paid(&site, &id).await;
        is_refused(&anna.post(&ack, as_claimant("one")).await, 409, "never_claimed");
        assert_eq!(anna.post(&claim, as_claimant("one")).await.1, json!({"claim": "mine"}));
        assert_eq!(anna.post(&claim, as_claimant("other")).await.1, json!({"claim": "elsewhere"}));
        assert_eq!(anna.post(&ack, as_claimant("one")).await, (StatusCode::NO_CONTENT, Value::Null));
        assert_eq!(anna.post(&claim, as_claimant("other")).await.1, json!({"claim": "granted"}));
        assert_eq!(anna.open().await, []);
    }

    async fn a_report_frees_only_what_was_never_paid(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        let report = format!("/orders/{id}/report");
        for (outcome, then) in [
            ("cancelled", "pending"), ("failed", "pending"), ("no_answer", "pending"), ("succeeded", "pending"), ("never_paid", "closed"),
        ] {
            assert_eq!(anna.post(&report, json!({"outcome": outcome})).await.0, StatusCode::NO_CONTENT);
            assert_eq!(anna.status(&id).await, then, "{outcome}");
        }
        anna.order(GEMS, "k2").await;
    }

    async fn another_players_order_is_not_there(place: impl Place) {
        let site = Site::new(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        let bert = site.log_in("bert").await;
        is_refused(&bert.get(&format!("/orders/{id}")).await, 404, "unknown_order");
        is_refused(&bert.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await, 404, "unknown_order");
        is_refused(&bert.post(&format!("/orders/{id}/ack"), json!({"claimant": "c"})).await, 404, "unknown_order");
        is_refused(&bert.post(&format!("/orders/{id}/report"), json!({"outcome": "never_paid"})).await, 404, "unknown_order");
        assert_eq!(bert.open().await, []);
    }

    async fn one_key_at_two_copies_makes_one_order(place: impl Place) {
        let site = Site::new(&place).await;
        let copy = site.copy(&place).await;
        let (one, other) = (site.log_in("anna").await, copy.log_in("anna").await);
        let (first, second) = tokio::join!(one.order(GEMS, "k1"), other.order(GEMS, "k1"));
        assert_eq!(first, second);
        assert_eq!(one.open().await.len(), 1);
    }

    async fn an_error_inside_tiktok_is_tried_again_with_another_own_id(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let (status, internal) = refused(500, "50001000");
        site.tiktok.prepare(CREATE, status, &internal);
        anna.order(GEMS, "k1").await;
        let own_ids = site.tiktok.asked(CREATE).into_iter().map(|asked| {
            serde_json::from_str::<Value>(&asked.body).unwrap()["order_info"]["order_id"].to_string()
        });
        let own_ids: Vec<_> = own_ids.collect();
        assert_eq!(own_ids.len(), 2);
        assert_ne!(own_ids[0], own_ids[1]);
    }

    async fn what_tiktok_refuses_is_told_apart_from_what_it_does_not_answer(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let (status, not_enabled) = refused(200, "20021001");
        site.tiktok.prepare(CREATE, status, &not_enabled);
        is_refused(&anna.wish(GEMS, "k1").await, 422, "tiktok_refused");
        let (status, busy) = refused(429, "rate_limit_exceeded");
        site.tiktok.prepare(CREATE, status, &busy);
        is_refused(&anna.wish(GEMS, "k1").await, 503, "tiktok_unavailable");
        site.tiktok.prepare(CREATE, 502, &"<html>");
        is_refused(&anna.wish(GEMS, "k1").await, 503, "tiktok_unavailable");
        anna.order(GEMS, "k1").await;
        assert_eq!(anna.open().await.len(), 1);
    }

    async fn a_token_that_tiktok_takes_no_more_is_refreshed_once_for_all(place: impl Place) {
        let site = Site::new(&place).await;
        let copy = site.copy(&place).await;
        let (one, other) = (site.log_in("anna").await, copy.log_in("anna").await);
        let logins = site.tiktok.asked(TOKEN).len();
        site.clock.pass(Duration::from_hours(23) + Duration::from_mins(59));
        let (first, second) = tokio::join!(one.order(GEMS, "k1"), other.order(KEY_OF_CASTLE, "k2"));
        assert_ne!(first, second);
        assert_eq!(site.tiktok.asked(TOKEN).len() - logins, 1, "the tokens are about to end, and are refreshed once");
        site.tiktok.expire_token("anna");
        for order in [&first, &second] {
            one.post(&format!("/orders/{order}/report"), json!({"outcome": "never_paid"})).await;
        }
        one.order(GEMS, "k3").await;
        assert_eq!(site.tiktok.asked(TOKEN).len() - logins, 2, "TikTok refused a token that should have lasted");
    }

    async fn a_player_whose_tokens_are_gone_has_to_log_in(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        site.tiktok.expire_token("anna");
        site.tiktok.prepare(TOKEN, 400, &json!({"error": "invalid_grant", "error_description": "gone", "log_id": "L1"}));
        is_refused(&anna.wish(GEMS, "k1").await, 401, "login_required");
        site.log_in("anna").await.order(GEMS, "k1").await;
    }

    async fn tiktok_is_asked_about_an_order_now_and_then(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        site.tiktok.pay(&id);
        assert_eq!(anna.status(&id).await, "pending", "the webhook may be on its way");
        site.clock.pass(Duration::from_secs(10));
        assert_eq!(anna.status(&id).await, "paid");
        assert_eq!(site.tiktok.asked(QUERY).len(), 1);
    }

    async fn questions_to_tiktok_become_rarer_with_time(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        for _ in 0..29 * 60 / 5 {
            site.clock.pass(Duration::from_secs(5));
            anna.status(&id).await;
        }
        let asked = site.tiktok.asked(QUERY).len();
        assert!((10..30).contains(&asked), "{asked} questions in 29 minutes");
    }

    async fn an_unpaid_order_is_closed_after_its_time_and_watched_on(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        site.clock.pass(Duration::from_mins(29));
        assert_eq!(anna.status(&id).await, "pending");
        site.clock.pass(Duration::from_mins(20));
        let next = anna.order(GEMS, "k2").await;
        assert_eq!(anna.open().await, [(id.clone(), "closed".into()), (next, "pending".into())]);
        site.tiktok.pay(&id);
        site.clock.pass(Duration::from_hours(1));
        assert_eq!(anna.status(&id).await, "paid");
    }

    async fn an_order_is_not_closed_while_tiktok_does_not_say_that_it_is_unpaid(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        site.clock.pass(Duration::from_hours(1));
        site.tiktok.prepare(QUERY, 502, &"<html>");
        assert_eq!(anna.status(&id).await, "pending");
        site.clock.pass(Duration::from_hours(1));
        site.tiktok.pay(&id);
        assert_eq!(anna.status(&id).await, "paid");
    }

    async fn no_secret_is_readable_in_the_database(place: impl Place) {
        let site = Site::new(&place).await;
        site.log_in("anna").await;
        let session = site.backend.log_in("code of anna").await.unwrap();
        let hidden = format!("{session:?} {:?}", site.backend);
        let query = "SELECT access, refresh FROM tokens UNION ALL SELECT token_hash, player FROM sessions";
        let kept: Vec<(String, String)> = site.rows(query, "").await;
        assert_eq!(kept.len(), 3);
        for secret in ["act.anna", "rft.anna", "secret of the app", secrecy::ExposeSecret::expose_secret(&session.token)] {
            assert!(!format!("{kept:?} {hidden}").contains(secret), "{secret} is readable");
        }
    }

    async fn what_is_written_otherwise_is_refused_in_one_shape(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        is_refused(&anna.post_text("/orders", "{".into()).await, 400, "bad_request");
        for (field, wrong) in [
            ("digest", json!(7)), ("digest", json!("7")), ("key", json!("")), ("key", json!("k 1")), ("payload", json!("?")),
        ] {
            let mut wish = wish(GEMS, "k1");
            wish[field] = wrong;
            is_refused(&anna.post("/orders", wish).await, 400, "bad_request");
        }
        let mut heavy = wish(GEMS, "k1");
        heavy["payload"] = json!("A".repeat(1368));
        is_refused(&anna.post("/orders", heavy.clone()).await, 413, "payload_too_large");
        heavy["payload"] = json!("A".repeat(20_000));
        is_refused(&anna.post("/orders", heavy).await, 413, "payload_too_large");
        let mut unknown = wish(GEMS, "k1");
        unknown["sku"] = json!("moon");
        is_refused(&anna.post("/orders", unknown).await, 422, "unknown_item");
        is_refused(&anna.get("/nowhere").await, 404, "not_found");
        is_refused(&anna.post("/catalog", json!({})).await, 405, "method_not_allowed");
        assert!(site.tiktok.asked(CREATE).is_empty());
    }

    async fn the_catalog_is_public(place: impl Place) {
        let site = Site::new(&place).await;
        let (_, catalog) = site.stranger().get("/catalog").await;
        assert_eq!(catalog["items"][0], json!({
            "sku": "gems", "digest": format!("{:016x}", GEMS.digest()), "name": "Gems", "beans": 99, "quantity": 10,
            "unit": "gems", "image": null, "tier": null, "once": false,
        }));
        assert_eq!(site.stranger().get("/readyz").await.0, StatusCode::OK);
        assert_eq!(site.stranger().get("/healthz").await.0, StatusCode::OK);
    }

    async fn a_game_can_bring_sessions_of_its_own(place: impl Place) {
        let site = Site::new(&place).await;
        let backend = site.backend.clone().with_sessions(Arc::new(NoPasswords));
        let own = Site::of(&place, backend, site.tiktok.clone(), site.clock.clone()).await;
        let tag = site.backend.log_in("code of anna").await.unwrap().player;
        assert_eq!(own.stranger().with_token(&tag).get("/player").await.1["player"], json!(tag));
        is_refused(&own.stranger().get("/player").await, 401, "login_required");
        is_refused(&own.stranger().with_token("in trouble").get("/player").await, 500, "internal");
    }

    async fn only_the_games_own_pages_may_ask(place: impl Place) {
        let site = Site::new(&place).await;
        let preflight = async |origin| {
            let question = site.http.request(reqwest::Method::OPTIONS, format!("{}/orders", site.url));
            let question = question.header("origin", origin).header("access-control-request-method", "POST");
            let answer = question.header("access-control-request-headers", "authorization,content-type").send().await.unwrap();
            answer.headers().get("access-control-allow-origin").map(|origin| origin.to_str().unwrap().to_owned())
        };
        assert_eq!(preflight("https://game.example").await.as_deref(), Some("https://game.example"));
        assert_eq!(preflight("https://other.example").await, None);
    }
}
