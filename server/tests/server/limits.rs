//! What is too often, too many and too slow.

use std::time::Duration;

use axum::http::StatusCode;
use purchasable::{HttpOrders, OrdersErrorKind};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{
    Answer, CREATE, Event, GEMS, KEY_OF_CASTLE, Place, Player, Site, Sqlite, TOKEN, code, on_each_database, wish,
};

const PENDING: usize = 20;
const OF_A_PLAYER: usize = 100;
const LOGINS_OF_AN_ADDRESS: usize = 500;

/// A wish that no earlier order stands in the way of.
async fn wish_accepting_all(player: &Player, number: usize) -> Value {
    let mut wish = wish(GEMS, &format!("k{number}"));
    let open: Vec<_> = player.open().await.into_iter().map(|(id, _)| id).collect();
    wish["accepted"] = json!(open);
    wish
}

async fn accepting_all(site: &Site, player: &Player, number: usize) -> Answer {
    site.clock.pass(Duration::from_secs(1));
    player.post("/orders", wish_accepting_all(player, number).await).await
}

/// Somebody who begins a request and says no more; what they are answered before the connection closes.
async fn half_sent(site: &Site, begun: &str) -> impl Future<Output = String> + use<> {
    let address = site.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(begun.as_bytes()).await.unwrap();
    async move {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

const HALF_A_HEAD: &str = "POST /session HTTP/1.1\r\nhost: localhost\r\n";
const HALF_A_BODY: &str = "POST /session HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{\"code\":";

on_each_database! {
    async fn a_player_has_no_more_than_20_pending_orders(place: impl Place) {
        let site = Site::new(&place).await;
        let (anna, bert) = (site.log_in("anna").await, site.log_in("bert").await);
        for number in 0..PENDING {
            assert_eq!(accepting_all(&site, &anna, number).await.1["created"], json!("order"));
        }
        let one_more = accepting_all(&site, &anna, PENDING).await;
        assert_eq!(code(&one_more), (429, "too_many_orders"));
        let question = site.http.post(format!("{}/orders", site.url)).bearer_auth(anna.token());
        let answer = question.body(wish_accepting_all(&anna, PENDING).await.to_string()).send().await.unwrap();
        assert_eq!(answer.headers()["retry-after"], "1781", "the oldest is 20 seconds old, and closed at 30 minutes");
        assert_eq!(site.tiktok.asked(CREATE).len(), PENDING, "TikTok was not asked to make it");
        assert_eq!(accepting_all(&site, &anna, 0).await.1["created"], json!("order"), "a repeat is no new order");
        assert_eq!(accepting_all(&site, &bert, 0).await.1["created"], json!("order"), "of each player");
        site.tell(&Event::paid("TOID00000001")).await;
        assert_eq!(accepting_all(&site, &anna, PENDING).await.1["created"], json!("order"), "one of them is pending no more");
    }

    async fn who_asks_too_often_is_told_when_to_ask_again(place: impl Place) {
        let site = Site::new(&place).await;
        let (anna, again, bert) = (site.log_in("anna").await, site.log_in("anna").await, site.log_in("bert").await);
        for _ in 0..OF_A_PLAYER {
            assert_eq!(anna.get("/player").await.0, StatusCode::OK);
        }
        assert_eq!(code(&anna.get("/player").await), (429, "too_many_requests"));
        assert_eq!(code(&again.wish(GEMS, "k1").await), (429, "too_many_requests"), "in every session of that player");
        assert_eq!(anna.retry_after("/player").await, Some("1".into()));
        assert_eq!(bert.get("/player").await.0, StatusCode::OK);
        site.backend.sweep().await.unwrap();
        assert_eq!(anna.get("/player").await.0, StatusCode::TOO_MANY_REQUESTS, "what still counts is not forgotten");
        site.clock.pass(Duration::from_secs(1));
        assert_eq!(again.wish(KEY_OF_CASTLE, "k1").await.1["created"], json!("order"));
    }

    async fn an_address_logs_in_so_often_and_no_more(place: impl Place) {
        let site = Site::new(&place).await;
        let log_in = async || site.stranger().post("/session", json!({"code": "stolen"})).await;
        for _ in 0..LOGINS_OF_AN_ADDRESS {
            assert_eq!(code(&log_in().await), (401, "login_required"));
        }
        assert_eq!(code(&log_in().await), (429, "too_many_requests"));
        assert_eq!(site.tiktok.asked(TOKEN).len(), LOGINS_OF_AN_ADDRESS, "TikTok hears of none that is too much");
        site.clock.pass(Duration::from_secs(1));
        site.log_in("anna").await;
    }

    async fn behind_a_proxy_each_player_has_an_address(place: impl Place) {
        let site = Site::new(&place).await;
        let behind = site.backend.clone().behind_proxies(1);
        let behind = Site::of(&place, behind, site.tiktok.clone(), site.clock.clone()).await;
        let log_in = async |forwarded: &str| {
            let question = behind.http.post(format!("{}/session", behind.url)).header("x-forwarded-for", forwarded);
            question.body(r#"{"code":"stolen"}"#).send().await.unwrap().status().as_u16()
        };
        for number in 0..LOGINS_OF_AN_ADDRESS {
            assert_eq!(log_in(&format!("10.9.8.{number}, 192.0.2.1")).await, 401, "what the client writes does not count");
        }
        assert_eq!(log_in("10.9.9.9, 192.0.2.1").await, 429);
        assert_eq!(log_in("192.0.2.2").await, 401);
    }

    async fn to_the_games_client_too_often_means_later(place: impl Place) {
        let site = Site::new(&place).await;
        let orders = HttpOrders::new(&site.url);
        let kind = async || orders.log_in("stolen").await.unwrap_err().kind;
        for _ in 0..LOGINS_OF_AN_ADDRESS {
            assert_eq!(kind().await, OrdersErrorKind::LoginRequired);
        }
        assert_eq!(kind().await, OrdersErrorKind::Unreachable);
        site.clock.pass(Duration::from_secs(1));
        assert_eq!(kind().await, OrdersErrorKind::LoginRequired);
    }

    async fn a_hundred_half_sent_requests_keep_nobody_waiting(place: impl Place) {
        let site = Site::new(&place).await;
        let mut slow = Vec::new();
        for _ in 0..50 {
            slow.push(tokio::spawn(half_sent(&site, HALF_A_HEAD).await));
            slow.push(tokio::spawn(half_sent(&site, HALF_A_BODY).await));
        }
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        assert_eq!(site.tell(&Event::paid(&id)).await, StatusCode::OK);
        assert_eq!(anna.status(&id).await, "paid");
        assert!(slow.iter().all(|slow| !slow.is_finished()), "all of them were at it");
    }
}

/// The clock of tokio stands, and moves on only when all wait for it.
#[tokio::test]
async fn a_request_that_does_not_come_to_its_end_is_given_up() {
    let place = Sqlite::new().await;
    let site = Site::new(&place).await;
    let (head, body) = (half_sent(&site, HALF_A_HEAD).await, half_sent(&site, HALF_A_BODY).await);
    tokio::time::pause();
    assert_eq!(head.await, "");
    let answer = body.await;
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("too_slow"), "{answer}");
}
