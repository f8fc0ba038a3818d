//! The backend dies at each place where that could cost a player something, and its database goes away in the middle of a
//! purchase. Whatever it is, it is paid once and handed over once.

use std::time::Duration;

use page_tests::{Player, Screen, eventually};
use purchasable_server::CrashPoint;
use test_databases::{OwnPostgres, Place, Postgres, Sqlite};

use crate::site::Site;
use crate::{ask_for_bombs, assert_bought_once};

/// When TikTok tells again what was not answered, and of what is told late.
const LATER: Duration = Duration::from_mins(1);

/// What a player has to do who buys while the backend dies.
enum Needed {
    /// To wait: the game goes on by itself.
    Nothing,
    /// To buy again, which is what the game says in these words. The backend may be away for long.
    BuyAgain(&'static str),
}

/// None where no player who buys bombs comes, because the inventory would have to be with the backend, or a day would have to
/// pass.
fn needed(point: CrashPoint) -> Option<Needed> {
    match point {
        CrashPoint::CodeExchanged => Some(Needed::BuyAgain("You are being logged in to the shop. Please try again")),
        CrashPoint::OrderReserved | CrashPoint::OrderMade | CrashPoint::OrderRecorded => {
            Some(Needed::BuyAgain("The shop can't be reached right now. Please try again"))
        }
        CrashPoint::WebhookHeard
        | CrashPoint::WebhookApplied
        | CrashPoint::PaymentAsked
        | CrashPoint::OrderClaimed
        | CrashPoint::OrderAcknowledged => Some(Needed::Nothing),
        CrashPoint::TokensRefreshed | CrashPoint::JobTaken | CrashPoint::JobGranted | CrashPoint::JobDone => None,
    }
}

#[tokio::test]
async fn whatever_the_backend_dies_at_bombs_are_paid_once_and_handed_over_once_on_sqlite() {
    at_every_point::<Sqlite>().await;
}

#[tokio::test]
async fn whatever_the_backend_dies_at_bombs_are_paid_once_and_handed_over_once_on_postgresql() {
    at_every_point::<Postgres>().await;
}

async fn at_every_point<P: Place>() {
    for point in CrashPoint::ALL {
        if let Some(needed) = needed(point) {
            println!("{}", point.name());
            at(point, needed, P::new().await.url()).await;
        }
    }
}

async fn at(point: CrashPoint, needed: Needed, database: &str) {
    let mut site = Site::that_crashes(point, database).await;
    site.tiktok().hold_clock();
    if point == CrashPoint::PaymentAsked {
        // Otherwise the webhook comes first, and nobody asks.
        site.webhooks(|webhooks| webhooks.delay_seconds = 60);
    }
    let player = site.player(Screen::Phone).await;
    buy_while_it_dies(&mut site, &player, needed).await;
    assert_bought_once(&site, &player).await;
    player.leave().await;
}

async fn buy_while_it_dies(site: &mut Site, player: &Player, needed: Needed) {
    match needed {
        Needed::Nothing => {
            let dying = async {
                site.crash().await;
                site.start_again().await;
                site.tiktok().advance(LATER).await;
            };
            let buying = async {
                ask_for_bombs(player).await;
                player.click("pay-confirm").await;
                player.must_read("count-bombs", "4").await;
            };
            tokio::join!(dying, buying);
        }
        Needed::BuyAgain(told) => {
            player.click("open-shop").await;
            player.click("buy-bombs.few").await;
            site.crash().await;
            player.must_read("shop-status", told).await;
            site.start_again().await;
            buy_again(player).await;
            player.click("pay-confirm").await;
        }
    }
}

/// Once more if the game says so once more.
async fn buy_again(player: &Player) {
    eventually("the payment panel opens", async || {
        if player.text("shop-status").await.contains("Please try again") {
            // By script, since the panel may come to lie over the button in this moment.
            player.run("document.querySelector('[data-test=\"buy-bombs.few\"]').click()").await;
        }
        player.sees("pay-confirm").await
    })
    .await;
}

#[tokio::test]
async fn what_is_paid_while_postgresql_is_down_is_handed_over_once_it_is_back() {
    let mut postgres = OwnPostgres::start();
    let site = Site::open(postgres.url()).await;
    let player = open_panel(&site).await;
    postgres.stop();
    pay(&site, &player).await;
    assert_eq!(site.told().await[0].attempts[0].status, Some(500));
    postgres.start_again();
    assert_handed_over_later(&site, player).await;
}

/// SQLite has no server that could go away alone: its file is written by the backend, and they go together.
#[tokio::test]
async fn what_is_paid_while_the_backend_with_its_sqlite_is_down_is_handed_over_once_it_is_back() {
    let place = Sqlite::new().await;
    let mut site = Site::open(place.url()).await;
    let player = open_panel(&site).await;
    site.stop().await;
    pay(&site, &player).await;
    assert_eq!(site.told().await[0].attempts[0].status, None);
    site.start_again().await;
    assert_handed_over_later(&site, player).await;
}

async fn open_panel(site: &Site) -> Player {
    site.tiktok().hold_clock();
    let player = site.player(Screen::Phone).await;
    ask_for_bombs(&player).await;
    player
}

async fn pay(site: &Site, player: &Player) {
    player.click("pay-confirm").await;
    player.must_read("shop-status", "Checking your payment…").await;
    site.paid().await;
}

async fn assert_handed_over_later(site: &Site, player: Player) {
    site.tiktok().advance(LATER).await;
    player.must_read("shop-status", "Thank you! You got 3 bombs.").await;
    assert_bought_once(site, &player).await;
    player.leave().await;
}
