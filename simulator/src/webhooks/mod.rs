//! What TikTok tells the app's backend, and how it gets there.

pub mod client;
pub mod courier;
pub mod delivery;
pub mod event;
pub mod outbox;
pub mod signature;
