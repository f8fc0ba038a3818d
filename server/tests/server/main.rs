//! The backend as clients, TikTok and the game's inventory meet it, on each database.

mod book;
mod clients;
mod conformance;
mod description;
mod granting;
mod limits;
mod metrics;
mod operator;
mod prices;
mod program;
mod random;
mod retention;
mod security;
mod support;
mod sweeping;
mod tiktok;
mod webhooks;
