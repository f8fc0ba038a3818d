//! All that is known of an order.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::json;

use crate::support::{Event, GEMS, NASTY, Site, code, escaped, on_each_database, signed};

on_each_database! {
    async fn all_that_is_known_of_an_order_is_in_one_place(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        site.tell(&Event::paid("TOID00000001")).await;
        let id = anna.order(GEMS, "k1").await;
        let events = site.operator().get("/operator/events").await.1;
        let event = events["events"][0]["id"].as_str().unwrap();
        site.clock.pass(Duration::from_secs(1));
        site.operator().post(&format!("/operator/events/{event}/apply"), signed()).await;
        anna.post(&format!("/orders/{id}/claim"), json!({"claimant": "tab-1"})).await;

        let (status, file) = site.operator().get(&format!("/operator/orders/{id}")).await;
        assert_eq!(status, StatusCode::OK, "{file}");
        let (own_id, player) = (site.own_id(&id).await, anna.get("/player").await.1["player"].clone());
        let order = json!({
            "id": id, "own_id": own_id, "player": player, "key": "k1", "sku": "gems", "beans": 99, "quantity": 10,
            "digest": format!("{:016x}", GEMS.digest()), "payload": "", "environment": "production", "status": "paid",
            "told": false, "claimant": "tab-1", "lease_until": 1_800_000_061_000_i64,
            "ask_after": 1_800_000_010_000_i64, "created": 1_800_000_000_000_i64,
        });
        assert_eq!(file["order"], order);
        let (at, later) = (1_800_000_000_000_i64, 1_800_000_001_000_i64);
        assert_eq!(file["changes"], json!([
            {"at": at, "status": "pending", "because": "created"},
            {"at": later, "status": "paid", "because": "webhook"},
        ]));
        assert_eq!(file["attempts"], json!([{"own_id": own_id, "key": "k1", "sku": "gems", "created": at}]));
        assert_eq!((&file["events"][0]["id"], &file["jobs"]), (&json!(event), &json!([])));
        assert_eq!(file["operations"], json!([
            {"at": later, "what": "apply event", "about": event, "by": "olga", "note": "ticket 7"},
        ]));
    }

    async fn an_order_that_is_not_there_is_unknown_whatever_its_name(place: impl Place) {
        let site = Site::new(&place).await;
        assert_eq!(code(&site.operator().get("/operator/orders/TOID77").await), (404, "unknown_order"));
        for nasty in NASTY {
            let path = format!("/operator/orders/{}", escaped(nasty));
            assert_eq!(site.operator().get(&path).await.0, StatusCode::NOT_FOUND, "{nasty:?}");
        }
    }
}
