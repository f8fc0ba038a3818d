//! The backend dies while it hands a payment to the inventory, at each place where that could cost somebody something, and
//! where tokens of TikTok's are lost.

use std::path::Path;
use std::time::Duration;

use e2e_tests::{Copy, SHOP, Shelf, good};
use purchasable_server::CrashPoint;
use purchasable_simulator::{Settings, Simulator};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use test_databases::{Place, Postgres, Sqlite};
use tokio::join;
use tokio::time::timeout;

/// Longer than nobody else takes a job that was taken.
const PATIENCE: Duration = Duration::from_mins(3);

#[tokio::test]
async fn whatever_the_backend_dies_at_grants_are_made_once_and_lost_tokens_cost_a_login_on_sqlite() {
    at_every_point::<Sqlite>().await;
}

#[tokio::test]
async fn whatever_the_backend_dies_at_grants_are_made_once_and_lost_tokens_cost_a_login_on_postgresql() {
    at_every_point::<Postgres>().await;
}

#[test]
fn a_place_that_does_not_exist_is_told_with_all_that_do() {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_backend-copy"));
    let ended = program.env("CRASH_AT", "order_lost").output().unwrap();
    let complained = String::from_utf8(ended.stderr).unwrap();
    assert!(!ended.status.success() && complained.lines().count() == 1, "{complained}");
    for point in CrashPoint::ALL {
        assert!(complained.contains(point.name()), "{complained}");
    }
}

/// All at once: a job that was taken and not done is left alone for a minute.
async fn at_every_point<P: Place>() {
    join!(Box::pin(grants_are_made_once::<P>()), Box::pin(lost_tokens_cost_a_login::<P>()));
}

async fn grants_are_made_once<P: Place>() {
    let (taken, granted, done) =
        join!(at::<P>(CrashPoint::JobTaken), at::<P>(CrashPoint::JobGranted), at::<P>(CrashPoint::JobDone));
    assert_eq!(taken, 1, "the inventory had not been told");
    assert_eq!(granted, 2, "nobody knew that the inventory had been told; it refused the repeat");
    assert_eq!(done, 1, "that is on record, and nobody tells the inventory again");
}

/// How often the inventory was told of the one order that it has in the end.
async fn at<P: Place>(point: CrashPoint) -> i64 {
    let (place, folder) = (P::new().await, tempfile::tempdir().unwrap());
    let shelf_file = folder.path().join("shelf.db");
    let shelf = Shelf::make(&shelf_file).await.unwrap();
    let tiktok = Simulator::start(Settings::default()).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_backend-copy"));
    let more = [("SHELF", shelf_file.as_os_str()), ("CRASH_AT", point.name().as_ref())];
    let mut copy = Copy::start(program, place.url(), &tiktok.url(), &more).await.unwrap();
    tiktok.admin().set_callback(format!("{}/webhooks/tiktok", copy.url()));

    let player = Player::log_in(&tiktok, copy.url()).await;
    let order = text(&good(player.order()).await.unwrap()["order"]["id"]);
    tiktok.desk().pay("ada", &order).unwrap();
    copy.crash().await.unwrap();
    copy.start_again().await.unwrap();
    let granted = player.wait_until_granted(&order);
    timeout(PATIENCE, granted).await.expect("a job that was taken is taken again");
    let on_shelf = shelf.granted().await.unwrap();
    let [(on_shelf, told)] = &*on_shelf else { panic!("at {} there are {on_shelf:?}", point.name()) };
    assert_eq!(*on_shelf, order);
    *told
}

/// And nothing else: the player gets the order after it.
async fn lost_tokens_cost_a_login<P: Place>() {
    let place = P::new().await;
    let tiktok = Simulator::start(Settings::default()).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_backend-copy"));
    let more = [("CRASH_AT", CrashPoint::TokensRefreshed.name().as_ref())];
    let mut copy = Copy::start(program, place.url(), &tiktok.url(), &more).await.unwrap();
    let player = Player::log_in(&tiktok, copy.url()).await;
    tiktok.admin().expire_access_tokens();
    assert!(player.order().send().await.is_err());
    copy.crash().await.unwrap();
    copy.start_again().await.unwrap();
    // For half a minute somebody else may be refreshing them.
    let asking = async { while player.order().send().await.unwrap().status() != StatusCode::UNAUTHORIZED {} };
    timeout(PATIENCE, asking).await.expect("TikTok takes a refresh token once, and the backend says so");
    let player = Player::log_in(&tiktok, copy.url()).await;
    assert_eq!(good(player.order()).await.unwrap()["created"], "order");
    assert_eq!(tiktok.admin().orders().len(), 1);
}

/// A session at a backend.
struct Player {
    http: Client,
    url: String,
    token: String,
}

impl Player {
    async fn log_in(tiktok: &Simulator, url: &str) -> Self {
        let (http, code) = (Client::new(), tiktok.desk().log_in("ada").code);
        let session = good(http.post(format!("{url}/session")).json(&json!({"code": code}))).await.unwrap();
        Self { http, url: url.to_owned(), token: text(&session["token"]) }
    }

    fn order(&self) -> RequestBuilder {
        let item = SHOP.items().next().unwrap();
        let wish = json!({"sku": item.sku(), "digest": format!("{:016x}", item.digest()), "key": "one"});
        self.http.post(format!("{}/orders", self.url)).bearer_auth(&self.token).json(&wish)
    }

    async fn wait_until_granted(&self, order: &str) {
        loop {
            let question = self.http.get(format!("{}/orders/{order}", self.url)).bearer_auth(&self.token);
            if good(question).await.unwrap()["status"] == "granted" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
