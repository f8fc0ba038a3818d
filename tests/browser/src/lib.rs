//! What the browser tests share: a stand-in for the host, and a backend for the game.
//!
//! Empty on other targets than wasm, so that the workspace builds everywhere.
#![cfg(target_arch = "wasm32")]

pub mod orders;
pub mod page;
pub mod stand_in;

pub use orders::TestOrders;
pub use page::json;
pub use stand_in::Dialect;
