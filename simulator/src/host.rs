//! The simulated TikTok, shared by everything that serves it: the world behind its one lock.

use std::{
    future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::watch, time::sleep};

use crate::{Settings, world::World};

#[derive(Clone, Debug)]
pub struct Host(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    world: Mutex<World>,
    changes: watch::Sender<()>,
}

impl Host {
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(Inner { world: Mutex::new(World::new(settings)), changes: watch::Sender::default() }))
    }

    /// Never kept over an `await`.
    pub fn world(&self) -> MutexGuard<'_, World> {
        // A panic elsewhere must not take the whole desk with it.
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the world, and wakes whoever waits for a change.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let outcome = change(&mut self.world());
        self.0.changes.send_replace(());
        outcome
    }

    /// Told of every change from now on.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.0.changes.subscribe()
    }

    /// Waits until the virtual clock shows `time`.
    pub async fn until(&self, time: Duration) {
        let mut changes = self.changes();
        while let Some(wait) = self.wait(time) {
            tokio::select! {
                () = wait => {}
                _ = changes.changed() => {}
            }
        }
    }

    fn wait(&self, time: Duration) -> Option<impl Future<Output = ()> + use<>> {
        let world = self.world();
        let left = time.checked_sub(world.now()).filter(|left| !left.is_zero())?;
        let is_held = world.clock.is_held();
        Some(async move { if is_held { future::pending().await } else { sleep(left).await } })
    }
}
