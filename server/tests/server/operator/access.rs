//! Who is let in.

use std::time::Duration;

use axum::http::StatusCode;
use purchasable_server::{Backend, Vault};
use serde_json::json;

use crate::support::{OPERATOR_KEY, Site, code, on_each_database, signed};

const WRONG_KEYS_OF_AN_ADDRESS: usize = 500;

on_each_database! {
    async fn without_the_key_nobody_is_let_in(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        let nearly = site.stranger().with_token(&OPERATOR_KEY[1..]);
        for somebody in [site.stranger(), anna, nearly] {
            for path in ["/operator/events", "/operator/outbox", "/operator/orders/TOID77", "/operator/players?open_id=anna"] {
                assert_eq!(code(&somebody.get(path).await), (401, "bad_key"), "{path}");
            }
            assert_eq!(code(&somebody.post("/operator/events/e1/apply", signed()).await), (401, "bad_key"));
            assert_eq!(code(&somebody.delete("/operator/players/p1?by=olga").await), (401, "bad_key"));
        }
        assert_eq!(site.operator().get("/operator/outbox").await, (StatusCode::OK, json!({"jobs": []})));
    }

    async fn the_key_is_no_session(place: impl Place) {
        let site = Site::new(&place).await;
        assert_eq!(code(&site.operator().get("/orders").await), (401, "login_required"));
    }

    async fn wrong_keys_are_limited_by_address_and_the_right_one_is_not(place: impl Place) {
        let site = Site::new(&place).await;
        for _ in 0..WRONG_KEYS_OF_AN_ADDRESS {
            assert_eq!(code(&site.stranger().get("/operator/outbox").await), (401, "bad_key"));
        }
        assert_eq!(code(&site.stranger().get("/operator/outbox").await), (429, "too_many_requests"));
        assert_eq!(site.operator().get("/operator/outbox").await.0, StatusCode::OK);
        site.log_in("anna").await;
        site.clock.pass(Duration::from_secs(1));
        assert_eq!(code(&site.stranger().get("/operator/outbox").await), (401, "bad_key"));
    }

    async fn a_backend_without_a_key_has_no_such_paths(place: impl Place) {
        let site = Site::new(&place).await;
        let vault = Vault::until_the_end();
        let backend = Backend::new(site.backend.book().clone(), site.tiktok.client(), vault);
        let site = Site::of(&place, backend, site.tiktok, site.clock).await;
        for path in ["/operator/events", "/operator/outbox", "/operator/players?open_id=anna"] {
            assert_eq!(code(&site.operator().get(path).await), (404, "not_found"), "{path}");
            assert_eq!(code(&site.operator().post(path, signed()).await), (404, "not_found"), "{path}");
        }
    }

    async fn who_does_something_says_who_it_is(place: impl Place) {
        let site = Site::new(&place).await;
        let (long, longer) = ("b".repeat(64), "b".repeat(65));
        for (body, status) in [
            (json!({}), 400),
            (json!({"by": ""}), 400),
            (json!({"by": longer}), 400),
            (json!({"by": "olga\0"}), 400),
            (json!({"by": "olga", "note": "n".repeat(1001)}), 400),
            (json!({"by": long, "note": "n".repeat(1000)}), 404),
        ] {
            let answer = site.operator().post("/operator/events/e1/resolve", body.clone()).await;
            assert_eq!(answer.0.as_u16(), status, "{body}");
        }
        assert_eq!(code(&site.operator().delete("/operator/players/p1").await), (400, "bad_request"));
    }
}
