//! What TikTok tells, and what becomes of it.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::json;

use crate::support::{Event, GEMS, KEY_OF_CASTLE, Site, on_each_database};

on_each_database! {
    async fn a_payment_makes_the_order_paid(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        assert_eq!(site.tell(&Event::paid(&id)).await, StatusCode::OK);
        assert_eq!(anna.status(&id).await, "paid");
        assert_eq!(site.events().await, [("applied".into(), 1)]);
    }

    async fn a_bad_signature_is_refused_and_nothing_is_written(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let event = Event::paid(&anna.order(GEMS, "k1").await);
        let good = event.signature();
        let (time, signature) = good.split_once(",s=").unwrap();
        for bad in [
            String::new(),
            time.to_owned(),
            format!("s={signature}"),
            format!("{time},s={}", "0".repeat(64)),
            format!("{time},s={}", &signature[..62]),
            format!("{time},s=zz{signature}"),
            format!("t=1,s={signature}"),
            format!("{time},{time},s={signature}"),
            event.signed_with("secret of another app"),
        ] {
            assert_eq!(site.tell_signed(&event, &bad).await, StatusCode::UNAUTHORIZED, "{bad}");
        }
        let spaced = Event { body: format!("{} ", event.body), ..event.clone() };
        assert_eq!(site.tell_signed(&spaced, &good).await, StatusCode::UNAUTHORIZED, "the raw bytes are signed");
        assert_eq!(site.events().await, []);
    }

    async fn one_good_signature_of_several_and_an_old_secret_will_do(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let (one, other) = (anna.order(GEMS, "k1").await, anna.order(KEY_OF_CASTLE, "k2").await);
        let event = Event::paid(&one);
        let several = event.signature().replace(",s=", &format!(",s={},s=", "0".repeat(64)));
        assert_eq!(site.tell_signed(&event, &several).await, StatusCode::OK);
        let event = Event::paid(&other);
        assert_eq!(site.tell_signed(&event, &event.signed_with("secret before")).await, StatusCode::OK);
        assert_eq!((anna.status(&one).await, anna.status(&other).await), ("paid".into(), "paid".into()));
    }

    async fn an_old_event_still_counts(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        let old = Event { time: 1_000_000_000, ..Event::paid(&id) };
        assert_eq!(site.tell(&old).await, StatusCode::OK);
        assert_eq!(anna.status(&id).await, "paid");
    }

    async fn an_event_that_is_told_again_is_the_same_event(place: impl Place) {
        let site = Site::new(&place).await;
        let copy = site.copy(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        let tellings: Vec<_> = (0..40).map(|number| {
            let site = if number % 2 == 0 { site.clone() } else { copy.clone() };
            let event = Event { time: 1_800_000_000 + number, ..Event::paid(&id) };
            tokio::spawn(async move { site.tell(&event).await })
        }).collect();
        for telling in tellings {
            assert_eq!(telling.await.unwrap(), StatusCode::OK);
        }
        assert_eq!(site.events().await, [("applied".into(), 40)]);
        assert_eq!(site.changes(&id).await, ["pending created", "paid webhook"]);
    }

    async fn a_refund_absorbs_any_payment_told_later(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        site.tell(&Event::refunded(&id)).await;
        site.tell(&Event::paid(&id)).await;
        assert_eq!(anna.open().await, [(id.clone(), "refunded".into())]);
        assert_eq!(anna.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await.1, json!({"claim": "refunded"}));
        anna.post(&format!("/orders/{id}/ack"), json!({"claimant": "c"})).await;
        assert_eq!(anna.open().await, [], "the player has been told");
    }

    async fn an_order_is_also_found_by_the_id_that_we_gave_it(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        let own_id = site.own_id(&id).await;
        site.tell(&Event::with("paid", &json!({"order_id": own_id}))).await;
        assert_eq!(anna.status(&id).await, "paid");
    }

    async fn what_fits_no_order_is_kept_for_a_person(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        let paid = Event::paid(&id);
        for (event, verdict) in [
            (Event::paid("TOID77"), "unmatched"),
            (Event::with("paid", &json!({"trade_order_id": id, "order_id": "of another order"})), "unmatched"),
            (Event::with("paid", &json!({})), "unmatched"),
            (Event::with("paid", &json!({"trade_order_id": id, "is_sandbox": true})), "other environment"),
            (Event { body: paid.body.replace("key of the app", "key of another app"), ..paid.clone() }, "other client"),
            (Event { body: paid.body.replace("redeem.success", "redeem.celebrated"), ..paid.clone() }, "unknown event"),
            (Event { body: "no JSON\0".into(), ..paid.clone() }, "unreadable"),
            (Event { body: paid.body.replace("{\\\"", "{"), ..paid.clone() }, "unreadable"),
        ] {
            site.clock.pass(Duration::from_secs(1));
            assert_eq!(site.tell(&event).await, StatusCode::OK, "{event:?}");
            assert_eq!(site.events().await.last().unwrap().0, verdict, "{event:?}");
        }
        assert_eq!(anna.status(&id).await, "pending");
        site.tell(&Event::with("paid", &json!({"trade_order_id": id, "is_sandbox": false}))).await;
        assert_eq!(anna.status(&id).await, "paid");
    }
}
