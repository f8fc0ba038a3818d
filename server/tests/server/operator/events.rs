//! Events that fit nothing, until a person has looked at them.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Event, GEMS, Site, code, on_each_database, signed};

async fn told_of_unknown_orders(site: &Site, number: usize) {
    for number in 0..number {
        site.clock.pass(Duration::from_millis(number as u64 % 2));
        assert_eq!(site.tell(&Event::paid(&format!("TOID9{number}"))).await, StatusCode::OK);
    }
}

/// Ids and the id after which there is more.
async fn page(site: &Site, question: &str) -> (Vec<String>, Option<String>) {
    let (status, page) = site.operator().get(&format!("/operator/events{question}")).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    (page["events"].as_array().unwrap().iter().map(|event| text(&event["id"]).unwrap()).collect(), text(&page["next"]))
}

async fn act(site: &Site, event: &str, deed: &str) -> (StatusCode, Value) {
    site.operator().post(&format!("/operator/events/{event}/{deed}"), signed()).await
}

on_each_database! {
    async fn what_fits_no_order_is_listed_and_what_was_applied_is_not(place: impl Place) {
        let site = Site::new(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        let unmatched = Event::paid("TOID77");
        for event in [&Event::paid(&id), &unmatched, &unmatched] {
            site.tell(event).await;
        }
        let (_, page) = site.operator().get("/operator/events").await;
        let [event] = &page["events"].as_array().unwrap()[..] else { panic!("{page}") };
        assert_eq!((&event["verdict"], &event["times"], &event["body"]), (&json!("unmatched"), &json!(2), &json!(unmatched.body)));
        assert_eq!(page["next"], Value::Null);
    }

    async fn the_pages_have_each_event_once_the_oldest_first(place: impl Place) {
        let site = Site::new(&place).await;
        told_of_unknown_orders(&site, 7).await;
        let (all, next) = page(&site, "").await;
        assert_eq!((all.len(), next), (7, None));
        let (mut paged, mut after) = (Vec::new(), String::from("?limit=3"));
        loop {
            let (some, next) = page(&site, &after).await;
            paged.extend(some);
            let Some(next) = next else { break };
            after = format!("?limit=3&after={next}");
        }
        assert_eq!(paged, all);
        for wrong in ["?limit=0", "?limit=501", "?limit=many"] {
            assert_eq!(code(&site.operator().get(&format!("/operator/events{wrong}")).await), (400, "bad_request"));
        }
        assert_eq!(code(&site.operator().get("/operator/events?after=77").await), (404, "unknown_event"));
    }

    async fn what_a_person_has_looked_at_is_listed_no_more_even_if_it_comes_again(place: impl Place) {
        let site = Site::new(&place).await;
        told_of_unknown_orders(&site, 2).await;
        let (all, _) = page(&site, "").await;
        let (status, event) = act(&site, &all[0], "resolve").await;
        assert_eq!((status, event["resolved"].is_i64()), (StatusCode::OK, true), "{event}");
        for number in 0..2 {
            site.tell(&Event::paid(&format!("TOID9{number}"))).await;
        }
        assert_eq!(page(&site, "").await.0, all[1..]);
        site.clock.pass(Duration::from_secs(1));
        assert_eq!(act(&site, &all[0], "resolve").await.1["resolved"], event["resolved"], "it was looked at then");
        assert_eq!(code(&act(&site, "77", "resolve").await), (404, "unknown_event"));
    }

    async fn a_payment_that_came_before_its_order_was_recorded_is_applied(place: impl Place) {
        let site = Site::new(&place).await;
        site.tell(&Event::paid("TOID00000001")).await;
        let (all, _) = page(&site, "").await;
        assert_eq!(code(&act(&site, &all[0], "apply").await), (409, "not_applied"));
        assert_eq!(page(&site, "").await.0, all, "it is listed still");
        site.clock.pass(Duration::from_hours(24 * 100));
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        assert_eq!(id, "TOID00000001");
        let (status, event) = act(&site, &all[0], "apply").await;
        assert_eq!((status, &event["verdict"], &event["order"]), (StatusCode::OK, &json!("applied"), &json!(id)));
        assert_eq!((anna.status(&id).await, page(&site, "").await.0), ("paid".into(), vec![]));
        assert_eq!(act(&site, &all[0], "apply").await, (StatusCode::OK, event), "once more changes nothing");
        assert_eq!(site.changes(&id).await, ["pending created", "paid webhook"]);
        site.clock.pass(Duration::from_hours(24 * 89));
        site.backend.sweep().await.unwrap();
        assert_eq!(site.events().await, [("applied".into(), 1)], "it is as old as what the operator did");
        assert_eq!(code(&act(&site, "77", "apply").await), (404, "unknown_event"));
    }

    async fn an_event_for_another_app_is_never_applied(place: impl Place) {
        let site = Site::new(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        let paid = Event::paid(&id);
        site.tell(&Event { body: paid.body.replace("key of the app", "key of another app"), ..paid }).await;
        let (all, _) = page(&site, "").await;
        assert_eq!(code(&act(&site, &all[0], "apply").await), (409, "not_applied"));
        assert_eq!(site.changes(&id).await, ["pending created"]);
    }
}
