//! The simulated TikTok, shared by everything that serves it: the world behind its one lock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::{Settings, world::World};

#[derive(Clone, Debug)]
pub struct Host(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    world: Mutex<World>,
    changed: Notify,
}

impl Host {
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(Inner { world: Mutex::new(World::new(settings)), changed: Notify::new() }))
    }

    /// Never kept over an `await`.
    pub fn world(&self) -> MutexGuard<'_, World> {
        // A panic elsewhere must not take the whole desk with it.
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that something may be due now.
    pub fn announce(&self) {
        self.0.changed.notify_one();
    }

    /// Waits until somebody has said so.
    pub async fn changed(&self) {
        self.0.changed.notified().await;
    }
}
