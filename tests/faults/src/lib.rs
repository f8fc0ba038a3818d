//! A closed search over the real shop.

pub mod bounds;
pub mod bug;
mod choices;
pub mod client;
mod fairness;
mod identity;
pub mod ids;
pub mod search;
pub mod state;
pub mod step;
pub mod violation;
pub mod world;
