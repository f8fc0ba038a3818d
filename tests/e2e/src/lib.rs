//! The order backend as a process that is killed, while TikTok tells it of each payment again and again.

mod copy;
mod goods;
mod shelf;
mod storm;

pub use copy::{Copy, address_of};
pub use goods::SHOP;
pub use shelf::Shelf;
pub use storm::{Outcome, Plan, good, paid_event, storm};
