use purchasable_simulator::{Quirks, Settings, Simulator, Tier, WebhookSettings, mount};
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

use crate::kit::{Caller, tiktok};

#[tokio::test]
async fn the_same_seed_gives_the_same_ids_and_tokens() {
    async fn story() -> (String, String) {
        let tiktok = tiktok();
        let caller = Caller::for_user(&tiktok, "ada").await;
        (caller.order("own-1", 500).await, caller.token)
    }
    assert_eq!(story().await, story().await);
}

#[tokio::test]
async fn it_starts_with_what_the_settings_say() {
    let settings = Settings {
        client_key: "key".into(),
        client_secret: "secret".into(),
        balance: 7,
        tiers: vec![Tier::new("small", 5)],
        webhooks: WebhookSettings { delay_seconds: 60, ..WebhookSettings::default() },
        quirks: Quirks { log_od: true, numeric_codes: false },
        fault_rate: 0.5,
        ..Settings::default()
    };
    let tiktok = Simulator::start(settings).unwrap();
    let _ = tiktok.desk().log_in("ada");

    let state = Caller::new(&tiktok).get("/admin/state").await.body;
    assert_eq!(state["app"], json!({ "client_key": "key", "client_secret": "secret" }));
    assert_eq!(state["users"][0]["balance"], 7);
    assert_eq!(state["tiers"], json!([{ "tier_id": "small", "beans": 5 }]));
    assert_eq!((&state["webhooks"]["delay_seconds"], &state["quirks"]["log_od"]), (&json!(60), &json!(true)));
    assert_eq!((&state["faults"]["rate"], &state["clock"]["held"]), (&json!(0.5), &json!(false)));
}

#[tokio::test]
async fn without_a_seed_no_id_comes_back() {
    async fn order() -> String {
        let tiktok = Simulator::start(Settings::default()).unwrap();
        Caller::for_user(&tiktok, "ada").await.order("own-1", 500).await
    }
    assert_ne!(order().await, order().await);
}

#[tokio::test]
async fn a_simulator_stops_when_it_is_dropped() {
    let tiktok = tiktok();
    let address = tiktok.url().strip_prefix("http://").unwrap().to_owned();
    assert!(TcpStream::connect(&address).await.is_ok());
    drop(tiktok);
    assert!(TcpStream::connect(&address).await.is_err());
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = Settings { listen: taken.local_addr().unwrap(), ..Settings::default() };
    assert_eq!(Simulator::start(settings).unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn its_routes_can_be_served_by_somebody_else() {
    let mounted = mount(Settings::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, mounted.router).await });

    let login = reqwest::Client::builder().no_proxy().build().unwrap().post(format!("http://{address}/desk/login"));
    let said = login.json(&json!({ "user": "ada" })).send().await.unwrap();
    assert_eq!(said.status(), 200);
    assert_eq!(mounted.admin.users()[0].user, "ada");
}
