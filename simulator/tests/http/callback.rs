use purchasable_simulator::{DeliveryState, Settings, Simulator};
use serde_json::json;

use crate::kit::{Authority, Backend, Caller, paid, tiktok};

#[tokio::test]
async fn a_callback_with_https_is_called_if_its_authority_is_trusted() {
    let authority = Authority::new();
    let tiktok = Simulator::start(Settings { callback_ca: Some(authority.pem()), ..Settings::default() }).unwrap();
    let backend = Backend::with_tls(&authority, tiktok.admin()).await;
    paid(&tiktok, "own-1").await;
    tiktok.admin().settle().await;
    assert_eq!(tiktok.admin().deliveries()[0].state, DeliveryState::Delivered);
    assert!(backend.heard()[0].is_genuine());
}

#[tokio::test]
async fn a_certificate_by_somebody_unknown_is_a_failed_attempt() {
    let tiktok = tiktok();
    let backend = Backend::with_tls(&Authority::new(), tiktok.admin()).await;
    paid(&tiktok, "own-1").await;
    tiktok.admin().settle().await;
    let attempt = tiktok.admin().deliveries()[0].attempts[0].clone();
    assert!(attempt.error.as_ref().is_some_and(|error| error.contains("certificate")), "{attempt:?}");
    assert!(backend.heard().is_empty());
}

#[tokio::test]
async fn a_test_event_goes_to_the_callback_at_once_and_its_answer_is_told() {
    let tiktok = tiktok();
    let backend = Backend::listening_to(tiktok.admin()).await;
    let caller = Caller::new(&tiktok);
    backend.will_answer([200, 503]);
    for status in [200, 503] {
        assert_eq!(caller.call("/admin/test_callback", &json!({})).await.body["status"], status);
    }
    let heard = &backend.heard()[0];
    assert!(heard.is_genuine(), "{heard:?}");
    assert_eq!((heard.event(), &heard.content), ("test", &json!({})));
    assert!(tiktok.admin().deliveries().is_empty(), "nothing tries it again");
}

#[tokio::test]
async fn without_a_callback_there_is_nothing_to_test() {
    let said = Caller::new(&tiktok()).call("/admin/test_callback", &json!({})).await;
    assert_eq!((said.status, &said.body["error"]), (409, &json!("there is no callback URL to test; set one first")));
}
