//! TikTok on a desk: its Open API, the wallet in its app, and its signed webhooks, over HTTP, in memory, with a clock that
//! can be put forward. A game's backend, in any language, runs against it and needs no account.
//!
//! In a test, [`Simulator::start`] gives one on a port of its own; [`Desk`] is what a user does in the app, and [`Admin`]
//! has the buttons.
//!
//! ```
//! use std::time::Duration;
//!
//! use purchasable_simulator::{Settings, Simulator};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let tiktok = Simulator::start(Settings::default())?;
//! tiktok.admin().hold_clock();
//! tiktok.admin().set_callback("http://127.0.0.1:3000/webhook"); // the backend's, which calls `tiktok.url()`
//! # tiktok.admin().set_callback("http://127.0.0.1:1/webhook"); // where nobody is, on any machine
//!
//! let login = tiktok.desk().log_in("ada"); // the backend exchanges `login.code`, and makes an order
//! # let client = reqwest::Client::new();
//! # let form = [("client_key", "desk-client-key"), ("client_secret", "desk-client-secret"), ("grant_type", "authorization_code"), ("code", &login.code)];
//! # let tokens: serde_json::Value = client.post(format!("{}/v2/oauth/token/", tiktok.url())).form(&form).send().await?.json().await?;
//! # let order = serde_json::json!({ "token_type": "BEANS", "token_amount": 500, "order_info": { "order_id": "1", "product_name": "Sword" } });
//! # let create = client.post(format!("{}/v2/minis/trade_order/create/", tiktok.url())).bearer_auth(tokens["access_token"].as_str().unwrap());
//! # assert!(create.json(&order).send().await?.status().is_success());
//! # let order = tiktok.admin().orders()[0].trade_order_id.clone();
//! let paid = tiktok.desk().pay("ada", &order)?;
//! assert_eq!(paid.balance, 500);
//!
//! // Every webhook that falls due on the way is sent, in order of time. Nobody hears this one.
//! tiktok.admin().advance(Duration::from_secs(72 * 3600)).await;
//! assert_eq!(tiktok.admin().deliveries()[0].attempts.len(), 15);
//! # Ok(())
//! # }
//! ```

mod admin;
mod desk;
mod faults;
mod host;
mod open_api;
mod question;
mod server;
mod settings;
mod webhooks;
mod world;

pub use admin::Admin;
pub use desk::{Desk, Login, Panel};
pub use faults::{Endpoint, Fault};
pub use server::{Mounted, Simulator, mount};
pub use settings::{Quirks, RetrySignature, Settings, WebhookSettings};
pub use webhooks::{
    delivery::{Attempt, Delivery, DeliveryState},
    signature,
};
pub use world::{
    errors::{AdminError, WalletError},
    orders::{Order, OrderState},
    payments::{Payment, ShortWallet},
    tiers::Tier,
    users::User,
};
