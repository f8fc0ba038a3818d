//! Everything on the desk as JSON, for the page and for scripts.

use serde::Serialize;
use serde_json::{Value, json};

use crate::world::{World, clock::in_milliseconds};

/// The newest so many users, orders and deliveries, and all settings.
pub fn state(world: &World, newest: usize) -> Value {
    json!({
        "app": { "client_key": world.settings.client_key, "client_secret": world.settings.client_secret },
        "clock": { "now": in_milliseconds(world.now()), "held": world.clock.is_held() },
        "users": latest(world.users.iter(), newest),
        "orders": latest(world.orders.iter(), newest),
        "deliveries": latest(world.outbox.iter(), newest),
        "webhooks": world.settings.webhooks,
        "quirks": world.settings.quirks,
        "faults": world.faults,
        "tiers": world.settings.tiers,
    })
}

/// The newest first.
fn latest<'a, T: Serialize + 'a>(all: impl DoubleEndedIterator<Item = &'a T>, newest: usize) -> Vec<&'a T> {
    all.rev().take(newest).collect()
}
