//! What somebody with bad intentions may try. Forged, old and repeated webhooks are in `webhooks.rs`, slow clients in
//! `limits.rs`.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::StatusCode;
use purchasable_server::Wish;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tracing::subscriber::NoSubscriber;

use crate::support::{
    CREATE, Event, GEMS, NASTY, OPERATOR_KEY, Place, Site, Sqlite, TOKEN, code, escaped, on_each_database, refused,
    signed, wish,
};

/// What is logged while this lives, by this thread.
#[derive(Clone, Debug, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Write::write(&mut *self.0.lock().unwrap(), bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

on_each_database! {
    async fn a_webhook_that_is_cut_off_writes_nothing(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let event = Event::paid(&anna.order(GEMS, "k1").await);
        let half = Event { body: event.body[..event.body.len() / 2].to_owned(), ..event.clone() };
        assert_eq!(site.tell_signed(&half, &event.signature()).await, StatusCode::UNAUTHORIZED);

        let mut stream = TcpStream::connect(site.url.strip_prefix("http://").unwrap()).await.unwrap();
        let (length, signature) = (event.body.len(), event.signature());
        let head = format!("POST /webhooks/tiktok HTTP/1.1\r\nhost: a\r\ntiktok-signature: {signature}\r\ncontent-length: {length}\r\n\r\n");
        stream.write_all(format!("{head}{}", half.body).as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = String::new();
        // The server may also just close the connection.
        let _ = stream.read_to_string(&mut answer).await;
        assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
        assert_eq!(site.events().await, []);
    }

    async fn a_webhook_that_is_too_large_writes_nothing(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let mut event = Event::paid(&anna.order(GEMS, "k1").await);
        event.body += &" ".repeat(16 * 1024);
        assert_eq!(site.tell(&event).await, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(site.events().await, []);
    }

    async fn an_order_of_another_player_is_as_unknown_as_one_that_is_not_there(place: impl Place) {
        let site = Site::new(&place).await;
        let (anna, bert) = (site.log_in("anna").await, site.log_in("bert").await);
        let id = anna.order(GEMS, "k1").await;
        site.tell(&Event::paid(&id)).await;
        let mut shown = Vec::new();
        for id in [&*id, "TOID77"] {
            let answers = [
                bert.get(&format!("/orders/{id}")).await,
                bert.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await,
                bert.post(&format!("/orders/{id}/ack"), json!({"claimant": "c"})).await,
                bert.post(&format!("/orders/{id}/report"), json!({"outcome": "never_paid"})).await,
            ];
            for answer in answers {
                assert_eq!(code(&answer), (404, "unknown_order"));
                shown.push(answer.1.to_string().replace(id, ""));
            }
        }
        assert!(shown.iter().all(|answer| *answer == shown[0]), "{shown:?}");
        assert_eq!((bert.open().await, anna.status(&id).await), (vec![], "paid".into()));
    }

    async fn a_price_that_the_client_sends_is_ignored_by_whatever_name(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let mut wish = wish(GEMS, "k1");
        for name in ["beans", "price", "token_amount", "amount", "quantity", "status", "id", "player", "environment"] {
            wish[name] = json!(1);
        }
        assert_eq!(anna.post("/orders", wish).await.1["order"]["status"], json!("pending"));
        let asked: Value = serde_json::from_str(&site.tiktok.asked(CREATE)[0].body).unwrap();
        assert_eq!(asked["token_amount"], json!(99));
        let kept: Vec<(i64, i64)> = site.rows("SELECT beans, quantity FROM orders", "").await;
        assert_eq!(kept, [(99, 10)]);
    }

    async fn text_is_text_in_every_field_of_a_client(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        for nasty in NASTY {
            site.clock.pass(Duration::from_secs(10));
            let order = escaped(nasty);
            assert_eq!(code(&anna.get(&format!("/orders/{order}")).await), (404, "unknown_order"), "{nasty:?}");
            let claim = anna.post(&format!("/orders/{order}/claim"), json!({"claimant": "c"})).await;
            assert_eq!(code(&claim), (404, "unknown_order"), "{nasty:?}");
            let claim = anna.post(&format!("/orders/{id}/claim"), json!({"claimant": nasty})).await;
            assert_eq!(code(&claim), (400, "bad_request"), "{nasty:?}");
            let report = anna.post(&format!("/orders/{id}/report"), json!({"outcome": nasty})).await;
            assert_eq!(code(&report), (400, "bad_request"), "{nasty:?}");
            for (field, refused) in [("sku", 422), ("digest", 400), ("key", 400), ("payload", 400)] {
                let mut wish = wish(GEMS, "k2");
                wish[field] = json!(nasty);
                assert_eq!(code(&anna.post("/orders", wish).await).0, refused, "{field}: {nasty:?}");
            }
            let mut wish = wish(GEMS, "k2");
            wish["accepted"] = json!([nasty]);
            assert_eq!(anna.post("/orders", wish).await.1["created"], json!("earlier_open"), "{nasty:?}");
            let session = site.stranger().post("/session", json!({"code": nasty})).await;
            assert_eq!(code(&session), (401, "login_required"), "{nasty:?}");
        }
        assert_eq!(anna.open().await, [(id, "pending".into())]);
    }

    async fn text_is_text_in_every_field_of_an_event(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        for nasty in NASTY {
            for content in [json!({"trade_order_id": nasty}), json!({"order_id": nasty}), json!({"trade_order_id": id, "order_id": nasty})] {
                assert_eq!(site.tell(&Event::with("paid", &content)).await, StatusCode::OK, "{content}");
            }
        }
        assert!(site.events().await.iter().all(|(verdict, _)| verdict == "unmatched"));
        assert_eq!(anna.status(&id).await, "pending");
    }

}

#[tokio::test]
async fn no_secret_is_in_a_log_an_error_or_a_debug_text() {
    let logged = Logged::default();
    let writer = logged.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
    let _guard = tracing::subscriber::set_default(subscriber.finish());
    // With one subscriber alone, tracing takes the word of any thread, that of another test too, on whether anybody listens.
    let _second = tracing::Dispatch::new(NoSubscriber::default());
    let place = Sqlite::new().await;
    let site = Site::new(&place).await;
    let anna = site.log_in("anna").await;
    let mut said = vec![site.stranger().post("/session", json!({"code": "stolen code"})).await];
    site.tiktok.expire_token("anna");
    let id = anna.order(GEMS, "k1").await;
    site.tell_signed(&Event::paid(&id), "t=1,s=00").await;
    site.tell(&Event::paid("TOID77")).await;
    let (status, body) = refused(400, "invalid_params");
    site.tiktok.prepare(CREATE, status, &body);
    let mut wish = wish(GEMS, "k2");
    wish["accepted"] = json!([id]);
    said.push(anna.post("/orders", wish).await);
    site.tiktok.prepare(TOKEN, 200, &"no JSON");
    said.push(site.stranger().post("/session", json!({"code": "code of bert"})).await);
    assert!(said.iter().all(|answer| answer.0.is_client_error() || answer.0.is_server_error()), "{said:?}");
    said.push(site.operator().with_token(&OPERATOR_KEY.replace("nobody", "somebody")).get("/operator/outbox").await);
    said.push(site.operator().get("/operator/players?open_id=bert").await);
    let file = site.operator().get("/operator/players?open_id=anna").await.1;
    let player = file["player"].as_str().unwrap();
    said.push(site.operator().post(&format!("/operator/events/{player}/resolve"), signed()).await);
    let session = site.backend.log_in("code of anna").await.unwrap();
    let wish = Wish { sku: "moon".into(), digest: 0, key: "k3".into(), accepted: vec![], payload: vec![] };
    let error = site.backend.create(&session.player, wish).await.unwrap_err();

    let logged = String::from_utf8(logged.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("a webhook with a bad signature") && logged.contains("kept for a person"), "{logged}");
    let readable = format!("{logged} {said:?} {:?} {session:?} {error:?} {error} {file}", site.backend);
    for secret in [
        "secret of the app",
        "secret+of+the+app",
        "secret before",
        "7777777",
        "act.",
        "rft.",
        "stolen code",
        "code of",
        anna.token(),
        OPERATOR_KEY,
        "open_id=",
    ] {
        assert!(!readable.contains(secret), "{secret} is readable");
    }
}
