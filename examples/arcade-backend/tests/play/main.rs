//! The game in a browser, its backend, and TikTok on a desk: what a click leads to, and what may go wrong on the way.

mod crashes;
mod site;

use std::time::Duration;

use page_tests::{Player, Screen};
use purchasable_simulator::{DeliveryState, Endpoint, Fault, OrderState};
use test_databases::{Place, Sqlite, on_each_database};

use site::Site;

fn picture_name(what: &str, screen: Screen) -> String {
    format!("{what}-{screen:?}").to_lowercase()
}

/// Goes as far as the payment panel.
async fn ask_for_bombs(player: &Player) {
    player.click("open-shop").await;
    player.click("buy-bombs.few").await;
    player.must_read("pay-item", "3 bombs").await;
}

/// A new player has one bomb and 1000 Beans, and three bombs cost 90.
async fn assert_bought_once(site: &Site, player: &Player) {
    player.must_read("count-bombs", "4").await;
    assert_eq!(site.balance(), 910, "charged once");
    let paid = site.orders().into_iter().filter(|order| *order == OrderState::Paid);
    assert_eq!(paid.count(), 1);
    player.reload().await;
    player.must_read("count-bombs", "4").await;
}

on_each_database! {
    async fn a_click_leads_to_a_signed_webhook_a_poll_and_the_grant(place: impl Place) {
        let site = Site::open(place.url()).await;
        // Nothing but the webhook can tell the backend.
        site.tiktok().arm(Endpoint::QueryTradeOrder, Fault::InternalError);
        let player = site.player(Screen::Phone).await;
        ask_for_bombs(&player).await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "Thank you! You got 3 bombs.").await;
        let [webhook] = &*site.told().await else { panic!("one payment is told once") };
        assert_eq!((webhook.state, webhook.attempts[0].status), (DeliveryState::Delivered, Some(200)));
        assert_bought_once(&site, &player).await;
        player.leave().await;
    }

    async fn a_panel_that_was_open_at_a_reload_charges_nothing_and_the_next_try_asks_first(place: impl Place) {
        let site = Site::open(place.url()).await;
        let player = site.player(Screen::Phone).await;
        ask_for_bombs(&player).await;
        player.reload().await;
        assert!(!player.sees("pay-sheet").await);
        assert_eq!((site.balance(), site.orders()), (1000, vec![OrderState::Open]));

        player.click("open-shop").await;
        player.click("buy-bombs.few").await;
        player.must_read("shop-status", "Buy again now?").await;
        player.click("accept-earlier").await;
        player.click("pay-confirm").await;
        assert_bought_once(&site, &player).await;
        assert_eq!(site.orders(), [OrderState::Open, OrderState::Paid]);
        player.leave().await;
    }

    async fn what_was_paid_before_a_reload_is_restored_after_it(place: impl Place) {
        let site = Site::open(place.url()).await;
        let player = site.player(Screen::Desktop).await;
        player.run("TikTokStandIn.next('pay', 'done-unanswered')").await;
        ask_for_bombs(&player).await;
        player.click("pay-confirm").await;
        site.paid().await;
        player.must_read("count-bombs", "1").await;
        player.reload().await;
        player.must_read("toast", "Restored: 3 bombs.").await;
        assert_bought_once(&site, &player).await;
        player.leave().await;
    }

    async fn a_webhook_that_is_lost_is_made_up_for_by_asking_tiktok(place: impl Place) {
        let site = Site::open(place.url()).await;
        site.webhooks(|webhooks| webhooks.lose = 1.0);
        let player = site.player(Screen::Phone).await;
        ask_for_bombs(&player).await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "Checking your payment…").await;
        player.must_read("shop-status", "Thank you! You got 3 bombs.").await;
        let [webhook] = &*site.told().await else { panic!("one payment is told once") };
        assert_eq!(webhook.state, DeliveryState::Lost);
        assert_bought_once(&site, &player).await;
        player.leave().await;
    }

    async fn a_webhook_that_comes_twice_grants_once(place: impl Place) {
        let site = Site::open(place.url()).await;
        site.webhooks(|webhooks| webhooks.duplicate = 1.0);
        let player = site.player(Screen::Phone).await;
        ask_for_bombs(&player).await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "Thank you! You got 3 bombs.").await;
        let states: Vec<_> = site.told().await.iter().map(|webhook| webhook.state).collect();
        assert_eq!(states, [DeliveryState::Delivered; 2]);
        assert_bought_once(&site, &player).await;
        player.leave().await;
    }

    async fn a_webhook_that_comes_late_grants_when_it_comes(place: impl Place) {
        let site = Site::open(place.url()).await;
        site.tiktok().hold_clock();
        site.webhooks(|webhooks| webhooks.delay_seconds = 60);
        site.tiktok().arm(Endpoint::QueryTradeOrder, Fault::InternalError);
        let player = site.player(Screen::Desktop).await;
        ask_for_bombs(&player).await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "Checking your payment…").await;
        assert_eq!((site.balance(), site.told().await[0].attempts.len()), (910, 0), "it is paid, and nobody has told");
        player.must_read("count-bombs", "1").await;
        site.tiktok().advance(Duration::from_mins(1)).await;
        player.must_read("shop-status", "Thank you! You got 3 bombs.").await;
        assert_bought_once(&site, &player).await;
        player.leave().await;
    }

    async fn a_player_whom_tiktok_wants_to_log_in_again_is_logged_in_and_buys_with_the_next_try(place: impl Place) {
        let site = Site::open(place.url()).await;
        let player = site.player(Screen::Phone).await;
        player.click("open-shop").await;
        player.click("buy-bombs.few").await;
        player.click("pay-cancel").await;
        player.must_read("shop-status", "Nothing was bought").await;
        site.tiktok().expire_access_tokens();
        site.tiktok().expire_refresh_tokens();
        player.click("buy-shield").await;
        player.must_read("shop-status", "You are being logged in to the shop.").await;
        player.click("buy-shield").await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "Thank you! You got shield level 1.").await;
        assert_eq!(site.balance(), 700);
        player.leave().await;
    }
}

#[tokio::test]
async fn on_a_phone_and_on_a_desktop_there_is_room_for_the_shop_and_for_the_developer_panel() {
    for screen in Screen::ALL {
        let place = Sqlite::new().await;
        let site = Site::open(place.url()).await;
        let player = site.player(screen).await;
        ask_for_bombs(&player).await;
        player.picture(&picture_name("backend-paying", screen)).await;
        player.click("pay-confirm").await;
        player.must_read("shop-status", "Thank you! You got 3 bombs.").await;
        player.picture(&picture_name("backend-bought", screen)).await;
        player.click("close-shop").await;
        player.click("dev-toggle").await;
        player.must_read("dev-server", &site.tiktok_url()).await;
        player.picture(&picture_name("backend-developer", screen)).await;
        player.leave().await;
    }
}
