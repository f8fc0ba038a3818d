//! One alarm for a whole shop: it asks the host for as few timers as it can.

use core::time::Duration;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::Inner;

/// Somebody whose time may be up.
pub(crate) trait Expire {
    fn expire(self: Rc<Self>, now: Duration);
}

#[derive(Default)]
pub(crate) struct Alarm {
    sleepers: RefCell<Vec<Sleeper>>,
    /// When the timers ring that the host was asked for. They cannot be called back.
    timers: RefCell<Vec<Duration>>,
}

struct Sleeper {
    at: Duration,
    who: Weak<dyn Expire>,
}

impl Inner {
    /// Calls `who` at the time given, if it still exists then, and at no other time that was given before.
    pub(crate) fn set_alarm(self: &Rc<Self>, at: Duration, who: Weak<dyn Expire>) {
        let mut sleepers = self.alarm.sleepers.borrow_mut();
        sleepers.retain(|sleeper| sleeper.who.strong_count() > 0 && !sleeper.who.ptr_eq(&who));
        sleepers.push(Sleeper { at, who });
        drop(sleepers);
        self.arm(at);
    }

    fn arm(self: &Rc<Self>, at: Duration) {
        let rings_early_enough = self.alarm.timers.borrow().iter().any(|timer| *timer <= at);
        if rings_early_enough {
            return;
        }
        self.alarm.timers.borrow_mut().push(at);
        // The host must not keep a shop alive that nobody else does.
        let shop = Rc::downgrade(self);
        let ring = move || {
            if let Some(shop) = shop.upgrade() {
                shop.ring(at);
            }
        };
        self.bridge.wake_after(at.saturating_sub(self.bridge.now()), Box::new(ring));
    }

    fn ring(self: &Rc<Self>, timer: Duration) {
        self.alarm.timers.borrow_mut().retain(|other| *other != timer);
        let now = self.bridge.now();
        for sleeper in self.take_due(now) {
            if let Some(who) = sleeper.who.upgrade() {
                who.expire(now);
            }
        }
        let next = self.alarm.sleepers.borrow().iter().map(|sleeper| sleeper.at).min();
        if let Some(at) = next {
            self.arm(at);
        }
    }

    fn take_due(&self, now: Duration) -> Vec<Sleeper> {
        let (due, later) = self.alarm.sleepers.take().into_iter().partition(|sleeper| sleeper.at <= now);
        self.alarm.sleepers.replace(later);
        due
    }
}
