//! Everything at once: a client over HTTP, the order backend, and TikTok on a desk.

mod clock;
mod inventory;
mod site;

pub use site::{GEMS, GOLDEN_SKIN, Site};
