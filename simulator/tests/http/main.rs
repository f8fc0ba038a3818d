//! The desk as a backend and a game meet it: over HTTP.

mod admin;
mod callback;
mod faults;
mod kit;
mod oauth;
mod order_of_webhooks;
mod prices;
mod start;
mod trade_orders;
mod wallet;
mod webhooks;
