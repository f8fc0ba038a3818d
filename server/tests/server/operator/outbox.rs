//! Jobs that the inventory has never taken.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use purchasable::Inventory;
use purchasable_server::Outbox;
use serde_json::{Value, json};

use crate::support::{Event, FakeTikTok, GEMS, Place, Site, TestClock, TestInventory, code, on_each_database, signed};

/// An inventory that has failed until the job was dead.
async fn with_a_dead_job(place: &impl Place) -> (Site, TestInventory, Outbox, String) {
    let site = Site::serving(place, FakeTikTok::start().await, TestClock::new(), Inventory::Backend).await;
    let inventory = TestInventory::default();
    let outbox = Outbox::new(site.backend.book().clone(), Arc::new(inventory.clone()));
    let id = site.log_in("anna").await.order(GEMS, "k1").await;
    site.tell(&Event::paid(&id)).await;
    inventory.fail(20);
    for _ in 0..20 {
        outbox.work().await.unwrap();
        site.clock.pass(Duration::from_hours(1));
    }
    (site, inventory, outbox, id)
}

on_each_database! {
    async fn a_dead_job_is_listed_with_what_the_inventory_said(place: impl Place) {
        let (site, _, _, id) = with_a_dead_job(&place).await;
        let (status, mut outbox) = site.operator().get("/operator/outbox").await;
        assert!(outbox["jobs"][0]["due"].take().is_i64());
        let job = json!({"order": id, "job": "grant", "state": "dead", "tries": 20, "due": null, "error": "the inventory is full"});
        assert_eq!((status, outbox), (StatusCode::OK, json!({"jobs": [job]})));
        let file = site.operator().get(&format!("/operator/orders/{id}")).await.1;
        assert_eq!((&file["jobs"][0]["state"], &file["order"]["status"]), (&json!("dead"), &json!("paid")));
    }

    async fn a_dead_job_that_is_tried_once_more_is_as_good_as_new(place: impl Place) {
        let (site, inventory, outbox, id) = with_a_dead_job(&place).await;
        let retry = format!("/operator/outbox/{id}/grant/retry");
        assert_eq!(outbox.work().await.unwrap(), 0);
        assert_eq!(site.operator().post(&retry, signed()).await, (StatusCode::NO_CONTENT, Value::Null));
        inventory.fail(1);
        assert_eq!(outbox.work().await.unwrap(), 1);
        site.clock.pass(Duration::from_secs(2));
        assert_eq!((outbox.work().await.unwrap(), inventory.told()), (1, vec![format!("grant {id}")]));
        assert_eq!(site.operator().get("/operator/outbox").await.1, json!({"jobs": []}));
        let file = site.operator().get(&format!("/operator/orders/{id}")).await.1;
        assert_eq!((&file["order"]["status"], &file["operations"][0]["what"]), (&json!("granted"), &json!("retry job")));
        assert_eq!(code(&site.operator().post(&retry, signed()).await), (409, "not_dead"));
    }

    async fn a_dead_grant_that_was_paid_back_and_is_tried_once_more_is_revoked_to_be_sure(place: impl Place) {
        let (site, inventory, outbox, id) = with_a_dead_job(&place).await;
        site.tell(&Event::refunded(&id)).await;
        site.operator().post(&format!("/operator/outbox/{id}/grant/retry"), signed()).await;
        while outbox.work().await.unwrap() > 0 {}
        assert_eq!(inventory.told(), [format!("revoke {id}")]);
    }

    async fn a_job_that_is_not_there_is_unknown(place: impl Place) {
        let (site, _, _, id) = with_a_dead_job(&place).await;
        for (order, job) in [(&*id, "revoke"), (&*id, "celebrate"), ("TOID77", "grant")] {
            let answer = site.operator().post(&format!("/operator/outbox/{order}/{job}/retry"), signed()).await;
            assert_eq!(code(&answer), (404, "unknown_job"), "{order} {job}");
        }
        let operations: Vec<(i64,)> = site.rows("SELECT COUNT(*) FROM operations", "").await;
        assert_eq!(operations, [(0,)], "what was not done is not on record");
    }
}
