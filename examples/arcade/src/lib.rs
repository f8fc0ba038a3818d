//! A web game that sells for TikTok Beans: dodge rocks, catch stars, buy bombs, a shield, a golden hull, one more life.
//!
//! `items` says what is sold, `shopping` buys it, `page` shows it. `orders` is a backend in the page, for a game that is
//! played without its server. The rules of the game are in `world`.

#![forbid(unsafe_code)]
// Without a page there is nobody to play; the tests do what they can.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

#[cfg(target_arch = "wasm32")]
mod browser;
mod dice;
#[cfg(target_arch = "wasm32")]
mod draw;
mod effects;
mod errand;
mod game;
mod input;
mod items;
mod layout;
mod orders;
#[cfg(target_arch = "wasm32")]
mod page;
mod save;
mod session;
mod shopping;
mod storage;
mod things;
mod view;
mod wish;
mod words;
mod world;

pub use items::EVERYTHING;
