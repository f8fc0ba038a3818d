//! A closed search over the real shop.

pub mod bounds;
pub mod bug;
mod choices;
pub mod client;
mod fairness;
mod identity;
pub mod ids;
pub mod plan;
pub mod search;
pub mod state;
pub mod step;
mod texts;
pub mod trace;
pub mod violation;
mod words;
pub mod world;
