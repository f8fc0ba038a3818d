//! A backend to call the desk with, and one that hears its webhooks.

mod backend;
mod caller;
mod tls;

pub use backend::{Backend, Heard};
pub use caller::Caller;
use purchasable_simulator::{Settings, Simulator};
pub use tls::Authority;

/// A desk whose clock stands still, and which draws the same each time.
pub fn tiktok() -> Simulator {
    let tiktok = Simulator::start(Settings { seed: Some(1), ..Settings::default() }).unwrap();
    tiktok.admin().hold_clock();
    tiktok
}

/// An order that has just been paid.
pub async fn paid(tiktok: &Simulator, order_id: &str) -> String {
    let order = Caller::for_user(tiktok, "ada").await.order(order_id, 100).await;
    tiktok.desk().pay("ada", &order).unwrap();
    order
}
