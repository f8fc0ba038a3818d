//! What TikTok says of prices and top-ups.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{PRICES, Place, Site, TIERED_SHOP, TIERS, on_each_database, refused};

async fn tiered_site(place: &impl Place) -> Site {
    Site::selling(place, &TIERED_SHOP).await
}

async fn prices_refused(site: &Site) -> u64 {
    site.figures().await.get("prices_refused")
}

/// The prices about which TikTok was asked, each time that it was.
fn asked(site: &Site) -> Vec<Value> {
    let asked = site.tiktok.asked(PRICES).into_iter();
    asked.map(|asked| serde_json::from_str::<Value>(&asked.body).unwrap()["token_amounts"].clone()).collect()
}

/// What is done in the background, nobody can wait for but by looking again.
async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    while !is_so().await {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

on_each_database! {
    async fn the_first_login_after_a_start_has_all_prices_checked(place: impl Place) {
        let site = tiered_site(&place).await;
        site.log_in("anna").await;
        until(async || asked(&site).len() == 1).await;
        site.log_in("bert").await;
        assert_eq!(asked(&site), [json!([99, 101, 501])]);
        assert_eq!(site.tiktok.asked(PRICES)[0].token, "act.anna.1");
        assert_eq!(prices_refused(&site).await, 0);
    }

    async fn every_item_whose_price_tiktok_does_not_take_is_counted(place: impl Place) {
        let site = tiered_site(&place).await;
        site.tiktok.refuse_prices(&[101, 501]);
        let anna = site.log_in("anna").await;
        until(async || prices_refused(&site).await == 3).await;
        assert_eq!(asked(&site), [json!([99, 101, 501]), json!([101, 501]), json!([501]), json!([101]), json!([99])]);
        anna.order(TIERED_SHOP.items().next().unwrap(), "k1").await;
    }

    async fn when_tiktok_could_not_be_asked_the_next_login_tries_again(place: impl Place) {
        let site = tiered_site(&place).await;
        site.tiktok.refuse_prices(&[101]);
        for (status, body) in [(502, "<html>".into()), refused(200, "internal_error")] {
            site.tiktok.prepare(PRICES, status, &body);
        }
        until(async || {
            site.clock.pass(Duration::from_secs(1));
            site.log_in("anna").await;
            prices_refused(&site).await == 1
        }).await;
        assert!(asked(&site).len() > 2);
    }

    async fn tiers_are_those_of_the_catalog_where_the_player_is(place: impl Place) {
        let site = tiered_site(&place).await;
        let anna = site.log_in("anna").await;
        let tier = |id: &str, beans: u32| json!({
            "tier": id, "name": format!("{beans} Beans"), "beans": beans, "price": "1.19", "currency": "USD", "symbol": "$",
        });
        let tiers = json!({"tiers": [tier("tier-600", 600), tier("tier-100", 100)]});
        assert_eq!(anna.get("/tiers").await, (StatusCode::OK, tiers.clone()));
        assert!(site.tiktok.asked(TIERS)[0].body.contains(r#"["tier-600","tier-100"]"#), "each is asked for once");
        site.tiktok.expire_token("anna");
        assert_eq!(anna.get("/tiers").await, (StatusCode::OK, tiers), "with new tokens");
        assert_eq!(site.stranger().get("/tiers").await.0, StatusCode::UNAUTHORIZED);
    }

    async fn tiers_of_a_catalog_that_names_none_are_not_asked_for(place: impl Place) {
        let site = Site::new(&place).await;
        let anna = site.log_in("anna").await;
        assert_eq!(anna.get("/tiers").await, (StatusCode::OK, json!({"tiers": []})));
        assert!(site.tiktok.asked(TIERS).is_empty());
    }

    async fn a_tier_that_tiktok_does_not_know_is_its_refusal(place: impl Place) {
        let site = tiered_site(&place).await;
        let anna = site.log_in("anna").await;
        let (status, body) = refused(200, "20001003");
        site.tiktok.prepare(TIERS, status, &body);
        let (status, said) = anna.get("/tiers").await;
        assert_eq!((status.as_u16(), &said["error"]["code"]), (422, &json!("tiktok_refused")));
    }
}
