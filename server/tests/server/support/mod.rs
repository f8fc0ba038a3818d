//! What the tests stand on.

mod clock;
mod events;
mod figures;
mod goods;
mod inventory;
mod nasty;
mod site;
mod tiktok;

pub use clock::TestClock;
pub use events::Event;
pub use goods::{GEMS, KEY_OF_CASTLE, SHOP, TIERED_SHOP};
pub use inventory::TestInventory;
pub use nasty::{NASTY, escaped};
pub use site::{Answer, OPERATOR_KEY, Player, Site, code, signed, wish};
pub use test_databases::{Place, Sqlite, on_each_database};
pub use tiktok::{CREATE, FakeTikTok, PRICES, QUERY, TIERS, TOKEN, refused};
