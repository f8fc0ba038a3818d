//! Requests drawn at random from a seed, near those that are right.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Event, GEMS, NASTY, OPERATOR_KEY, Site, escaped, on_each_database, signed, wish};

const WEBHOOKS: &str = "/webhooks/tiktok";

on_each_database! {
    async fn fifty_thousand_requests_drawn_at_random_find_no_trouble(place: impl Place) {
        let site = Site::new(&place).await;
        let mut drawing = Vec::new();
        for seed in 0..8 {
            drawing.push(tokio::spawn(draw(site.clone(), seed, 6250)));
        }
        let mut answered = BTreeSet::new();
        for drawn in drawing {
            answered.extend(drawn.await.unwrap());
        }
        let kinds = [200, 204, 400, 401, 404, 405, 413, 422];
        assert!(kinds.iter().all(|status| answered.contains(status)), "what is drawn goes everywhere: {answered:?}");
        assert_eq!(site.stranger().get("/readyz").await.0, StatusCode::OK);
    }
}

/// Every status that there was.
async fn draw(site: Site, seed: u64, requests: usize) -> BTreeSet<u16> {
    let mut answered = BTreeSet::new();
    let mut random = fastrand::Rng::with_seed(seed);
    let anna = site.log_in(&format!("anna {seed}")).await;
    let id = anna.order(GEMS, "k1").await;
    for number in 0..requests {
        site.clock.pass(Duration::from_millis(100));
        let (method, path, body) = (method(&mut random), path(&mut random, &id), body(&mut random, &id));
        let mut question = site.http.request(method.clone(), format!("{}{path}", site.url)).body(body.clone());
        let is_for_operators = path.starts_with("/operator");
        if random.u8(..4) > 0 {
            question = question.bearer_auth(if is_for_operators { OPERATOR_KEY } else { anna.token() });
        }
        if random.bool() {
            question =
                question.header("content-type", choose(&mut random, &["application/json", "text/plain", "\u{fe}"]));
        }
        if path == WEBHOOKS && random.u8(..4) > 0 {
            let event = Event { time: 1_800_000_000, body: String::from_utf8_lossy(&body).into_owned() };
            let secret = choose(&mut random, &["secret of the app", "secret of another app"]);
            question = question.header("tiktok-signature", event.signed_with(secret));
        }
        let answer = question.send().await.unwrap();
        let status = answer.status().as_u16();
        answered.insert(status);
        let said = answer.text().await.unwrap();
        let asked = format!("seed {seed}, number {number}: {method} {path} {:?}", String::from_utf8_lossy(&body));
        assert!(status < 500, "{asked}: {status} {said}");
        let in_one_shape = || serde_json::from_str::<Value>(&said).is_ok_and(|said| said["error"]["code"].is_string());
        assert!(status < 400 || method == "HEAD" || in_one_shape(), "{asked}: {status} {said}");
    }
    answered
}

fn choose<'a>(random: &mut fastrand::Rng, among: &[&'a str]) -> &'a str {
    among[random.usize(..among.len())]
}

/// Mostly one that is right somewhere.
fn method(random: &mut fastrand::Rng) -> reqwest::Method {
    let methods = ["POST", "POST", "POST", "GET", "GET", "PUT", "DELETE", "HEAD", "PATCH", "BREW"];
    choose(random, &methods).parse().unwrap()
}

fn path(random: &mut fastrand::Rng, id: &str) -> String {
    let paths = [
        "/orders",
        "/orders",
        "/orders/{id}",
        "/orders/{id}/claim",
        "/orders/{id}/ack",
        "/orders/{id}/report",
        "/session",
        "/player",
        "/catalog",
        "/tiers",
        WEBHOOKS,
        WEBHOOKS,
        "/healthz",
        "/openapi.json",
        "/{id}",
        "/orders/{id}/{id}",
        "/operator/events?after={id}",
        "/operator/events/{id}/resolve",
        "/operator/events/{id}/apply",
        "/operator/orders/{id}",
        "/operator/outbox?limit={id}",
        "/operator/outbox/{id}/{id}/retry",
        "/operator/players?open_id={id}",
        "/operator/players/{id}?by={id}&note={id}",
        "/",
    ];
    let nasty = escaped(choose(random, &NASTY));
    let id = choose(random, &[id, id, "TOID77", "%ff", "%00", "%2f", &nasty]);
    choose(random, &paths).replace("{id}", id)
}

/// One that is right somewhere, with something in it changed.
fn body(random: &mut fastrand::Rng, id: &str) -> Vec<u8> {
    let key = format!("k{}", random.u8(..));
    let right = [
        wish(GEMS, &key),
        json!({"claimant": "c"}),
        json!({"outcome": "never_paid"}),
        json!({"code": "code of bert"}),
        signed(),
        serde_json::from_str(&Event::paid(id).body).unwrap(),
        serde_json::from_str(&Event::refunded(id).body).unwrap(),
    ];
    let mut body = right[random.usize(..right.len())].clone();
    let strange = [
        json!(null),
        json!(-1),
        json!(1e308),
        json!([]),
        json!({}),
        json!(true),
        json!([id]),
        json!("a".repeat(3000)),
        json!(choose(random, &NASTY)),
        json!(json!({"trade_order_id": choose(random, &NASTY)}).to_string()),
    ];
    if random.bool() {
        let fields = [
            "sku",
            "digest",
            "key",
            "accepted",
            "payload",
            "claimant",
            "outcome",
            "code",
            "content",
            "event",
            "client_key",
            "by",
            "note",
        ];
        body[choose(random, &fields)] = strange[random.usize(..strange.len())].clone();
    }
    let mut bytes = body.to_string().into_bytes();
    match random.u8(..8) {
        0 => bytes.truncate(random.usize(..bytes.len())),
        1 => {
            let at = random.usize(..bytes.len());
            bytes[at] = random.u8(..);
        }
        2 => bytes.extend(vec![b' '; random.usize(..20_000)]),
        _ => {}
    }
    bytes
}
