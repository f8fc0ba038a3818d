//! An inventory at the backend that remembers what it was told, and fails when it should.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use purchasable_server::{Grant, GrantError, OrderRecord};

/// Clones are the same inventory.
#[derive(Clone, Debug, Default)]
pub struct TestInventory(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    told: Vec<String>,
    failures: u32,
}

impl TestInventory {
    /// `grant` or `revoke`, and the order, each time that it was told and did not fail.
    pub fn told(&self) -> Vec<String> {
        self.0.lock().unwrap().told.clone()
    }

    /// The next so many times it fails.
    pub fn fail(&self, times: u32) {
        self.0.lock().unwrap().failures = times;
    }

    fn tell(&self, what: &str, order: &OrderRecord) -> Result<(), GrantError> {
        let mut state = self.0.lock().unwrap();
        if state.failures > 0 {
            state.failures -= 1;
            return Err("the inventory is full".into());
        }
        state.told.push(format!("{what} {}", order.id));
        Ok(())
    }
}

#[async_trait]
impl Grant for TestInventory {
    async fn grant(&self, order: &OrderRecord) -> Result<(), GrantError> {
        self.tell("grant", order)
    }

    async fn revoke(&self, order: &OrderRecord) -> Result<(), GrantError> {
        self.tell("revoke", order)
    }
}
