//! A backend to call the desk with, and one that hears its webhooks.

mod backend;
mod caller;

pub use backend::{Backend, Heard};
pub use caller::Caller;
use purchasable_simulator::{Settings, Simulator};

/// A desk whose clock stands still, and which draws the same each time.
pub fn tiktok() -> Simulator {
    let tiktok = Simulator::start(Settings { seed: Some(1), ..Settings::default() }).unwrap();
    tiktok.admin().hold_clock();
    tiktok
}
