//! What is kept about a player, and how it is erased.

use axum::http::StatusCode;
use purchasable::{Inventory, OrderStatus};
use purchasable_server::{Begun, BookError, Refusal, Wish};
use serde_json::{Value, json};

use crate::support::{
    Event, FakeTikTok, GEMS, KEY_OF_CASTLE, Place, Player, Site, TestClock, code, on_each_database, wish,
};

/// What TikTok calls anna.
const OPEN_ID: &str = "-000anna_of_tiktok";

/// A player with an order that is granted and has a payload, and TikTok's words about it.
async fn site_with_anna(place: &impl Place) -> (Site, Player, String, String) {
    let site = Site::serving(place, FakeTikTok::start().await, TestClock::new(), Inventory::Client).await;
    let anna = site.log_in(OPEN_ID).await;
    let tag = anna.get("/player").await.1["player"].as_str().unwrap().to_owned();
    let mut wish = wish(GEMS, "k1");
    wish["payload"] = json!("c2VjcmV0");
    let id = anna.post("/orders", wish).await.1["order"]["id"].as_str().unwrap().to_owned();
    site.tell(&naming_anna(&Event::paid(&id))).await;
    anna.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await;
    anna.post(&format!("/orders/{id}/ack"), json!({"claimant": "c"})).await;
    (site, anna, tag, id)
}

fn naming_anna(event: &Event) -> Event {
    let named = format!("\"user_openid\":\"{OPEN_ID}\"");
    Event { body: event.body.replace("\"user_openid\":\"\"", &named), ..event.clone() }
}

async fn erase(site: &Site, player: &str, more: &str) -> (StatusCode, Value) {
    site.operator().delete(&format!("/operator/players/{player}?by=olga&note=ticket+7{more}")).await
}

on_each_database! {
    async fn all_that_is_kept_about_a_player_is_in_one_place(place: impl Place) {
        let (site, anna, tag, id) = site_with_anna(&place).await;
        site.log_in("bert").await.order(GEMS, "k1").await;
        site.tell(&naming_anna(&Event::paid("TOID77"))).await;
        let (status, file) = site.operator().get(&format!("/operator/players/{tag}")).await;
        assert_eq!((status, &file["open_id"], &file["erased"]), (StatusCode::OK, &json!(OPEN_ID), &Value::Null));
        assert_eq!((&file["orders"][0]["id"], &file["orders"][1]), (&json!(id), &Value::Null));
        assert_eq!(file["orders"][0]["payload"], json!("c2VjcmV0"));
        assert_eq!(file["attempts"].as_array().unwrap().len(), 1);
        assert_eq!(file["events"].as_array().unwrap().len(), 2, "the one that fits no order names her");
        assert_eq!((file["sessions"].as_array().unwrap().len(), file["token_expires"].is_i64()), (1, true));
        let shown = file.to_string();
        assert!(!shown.contains(anna.token()) && !shown.contains("act.") && !shown.contains("k1:"), "{shown}");
        assert_eq!(site.operator().get(&format!("/operator/players?open_id={OPEN_ID}")).await, (status, file));
    }

    async fn a_player_who_is_not_there_is_unknown(place: impl Place) {
        let site = Site::new(&place).await;
        for path in ["/operator/players/77", "/operator/players?open_id=nobody"] {
            assert_eq!(code(&site.operator().get(path).await), (404, "unknown_player"), "{path}");
        }
        assert_eq!(code(&site.operator().get("/operator/players").await), (400, "bad_request"));
        assert_eq!(code(&erase(&site, "77", "").await), (404, "unknown_player"));
    }

    async fn what_leads_back_to_a_person_is_erased_and_the_books_stay(place: impl Place) {
        let (site, anna, tag, id) = site_with_anna(&place).await;
        site.tell(&naming_anna(&Event::paid("TOID77"))).await;
        assert_eq!(erase(&site, &tag, "").await, (StatusCode::NO_CONTENT, Value::Null));
        let file = site.operator().get(&format!("/operator/players/{tag}")).await.1;
        assert_eq!((&file["open_id"], file["erased"].is_i64()), (&Value::Null, true));
        assert_eq!((&file["sessions"], &file["token_expires"]), (&json!([]), &Value::Null));
        let order = &file["orders"][0];
        assert_eq!((&order["id"], &order["status"], &order["payload"]), (&json!(id), &json!("granted"), &json!("")));
        assert_eq!(site.changes(&id).await, ["pending created", "paid webhook", "granted acknowledged"]);
        assert_eq!(file["operations"][0]["what"], json!("erase player"));
        assert_eq!(code(&anna.get("/player").await), (401, "login_required"));
        let named: Vec<(String,)> = site.rows("SELECT body FROM events UNION SELECT open_id FROM players", "").await;
        assert_eq!(named.len(), 3);
        assert!(named.iter().all(|(text,)| !text.contains(OPEN_ID)), "{named:?}");
        assert_eq!(code(&site.operator().get(&format!("/operator/players?open_id={OPEN_ID}")).await).0, 404);
    }

    async fn what_tiktok_tells_later_does_not_bring_the_person_back(place: impl Place) {
        let (site, _, tag, id) = site_with_anna(&place).await;
        erase(&site, &tag, "").await;
        let unknown = Event::refunded(&id);
        let unknown = Event { body: unknown.body.replace("refund_traceback", "refund_success"), ..unknown };
        for event in [Event::paid(&id), Event::refunded(&id), unknown] {
            assert_eq!(site.tell(&naming_anna(&event)).await, StatusCode::OK);
        }
        assert_eq!(site.changes(&id).await.last().unwrap(), "refunded webhook");
        let bodies: Vec<(String, i64)> = site.rows("SELECT body, times FROM events ORDER BY times", "").await;
        assert!(bodies.iter().all(|(body, _)| !body.contains(OPEN_ID)), "{bodies:?}");
        assert_eq!(bodies.iter().map(|(_, times)| times).collect::<Vec<_>>(), [&1, &1, &2], "a repeat is known as one");
    }

    async fn erased_twice_is_erased_once(place: impl Place) {
        let (site, _, tag, _) = site_with_anna(&place).await;
        erase(&site, &tag, "").await;
        let erased = site.operator().get(&format!("/operator/players/{tag}")).await.1["erased"].clone();
        site.clock.pass(std::time::Duration::from_secs(1));
        assert_eq!(erase(&site, &tag, "").await.0, StatusCode::NO_CONTENT);
        assert_eq!(site.operator().get(&format!("/operator/players/{tag}")).await.1["erased"], erased);
    }

    async fn the_same_person_is_a_new_player_later(place: impl Place) {
        let (site, _, tag, id) = site_with_anna(&place).await;
        erase(&site, &tag, "").await;
        let anna = site.log_in(OPEN_ID).await;
        assert_ne!(anna.get("/player").await.1["player"], json!(tag));
        assert_eq!(code(&anna.get(&format!("/orders/{id}")).await), (404, "unknown_order"));
        assert_eq!(anna.wish(GEMS, "k1").await.1["order"]["status"], json!("pending"));
    }

    async fn a_player_with_unsettled_orders_is_erased_only_on_demand(place: impl Place) {
        let (site, anna, tag, id) = site_with_anna(&place).await;
        let open = anna.order(KEY_OF_CASTLE, "k2").await;
        let refused = erase(&site, &tag, "").await;
        assert_eq!(code(&refused), (409, "unsettled"));
        let message = refused.1["error"]["message"].as_str().unwrap();
        assert!(message.contains(&open) && !message.contains(&id), "{message}");
        assert_eq!(anna.get("/player").await.0, StatusCode::OK, "nothing was erased");
        assert_eq!(code(&erase(&site, &tag, "&even_unsettled=false").await), (409, "unsettled"));
        assert_eq!(erase(&site, &tag, "&even_unsettled=true").await.0, StatusCode::NO_CONTENT);
        assert_eq!(site.tell(&Event::paid(&open)).await, StatusCode::OK);
        let order = site.backend.book().order(&tag, &open).await.unwrap();
        assert_eq!(order.status, OrderStatus::Paid, "the money is on the books all the same");
    }

    async fn an_order_that_is_being_made_during_an_erasure_is_not_made(place: impl Place) {
        let (site, _, tag, _) = site_with_anna(&place).await;
        let book = site.backend.book();
        let wish = Wish {
            sku: KEY_OF_CASTLE.sku().to_owned(),
            digest: KEY_OF_CASTLE.digest(),
            key: "k2".to_owned(),
            accepted: vec![],
            payload: vec![],
        };
        let Begun::Reserved(reservation) = book.begin(&tag, wish).await.unwrap() else { panic!("nothing is in the way") };
        assert_eq!(erase(&site, &tag, "").await.0, StatusCode::NO_CONTENT);
        let refused = book.finish(reservation, "TOID9").await.unwrap_err();
        assert!(matches!(refused, BookError::Refused(Refusal::Erased)), "{refused}");
        assert_eq!(book.open(&tag).await.unwrap(), []);
    }
}
