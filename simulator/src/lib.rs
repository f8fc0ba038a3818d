//! TikTok on a desk: its Open API, the wallet in its app, and its signed webhooks, over HTTP, in memory, with a clock that
//! can be put forward. A game's backend, in any language, runs against it and needs no account.
//!
//! In a test, [`Simulator::start`] gives one on a port of its own; [`Desk`] is what a user does in the app, and [`Admin`]
//! has the buttons.

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
