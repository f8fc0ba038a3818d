//! What TikTok's portal sends when somebody tries the callback URL there.

use std::path::Path;

use e2e_tests::Copy;
use purchasable_simulator::{Settings, Simulator};
use sqlx::SqlitePool;
use test_databases::{Place, Sqlite};

#[tokio::test]
async fn the_test_event_of_the_portal_is_answered_with_200_and_kept_for_a_person() {
    let place = Sqlite::new().await;
    let tiktok = Simulator::start(Settings::default()).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_backend-copy"));
    let copy = Copy::start(program, place.url(), &tiktok.url(), &[]).await.unwrap();
    tiktok.admin().set_callback(format!("{}/webhooks/tiktok", copy.url()));
    assert_eq!(tiktok.admin().test_callback().await.unwrap().status, Some(200));
    let database = SqlitePool::connect(place.url()).await.unwrap();
    let kept: Vec<String> = sqlx::query_scalar("SELECT verdict FROM events").fetch_all(&database).await.unwrap();
    assert_eq!(kept, ["unknown event"]);
}
