//! What the tests stand on.

mod clock;
mod databases;
mod events;
mod goods;
mod inventory;
mod site;
mod tiktok;

pub use clock::TestClock;
pub(crate) use databases::on_each_database;
pub use databases::{Place, Postgres, Sqlite};
pub use events::Event;
pub use goods::{GEMS, KEY_OF_CASTLE, SHOP};
pub use inventory::TestInventory;
pub use site::{Answer, Site, wish};
pub use tiktok::{CREATE, FakeTikTok, QUERY, TOKEN, refused};
