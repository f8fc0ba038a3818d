//! One alarm for a whole shop: it asks the host for as few timers as it can.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use super::Inner;
use crate::flow::Moment;
use crate::reply::Asker;

#[derive(Default)]
pub(super) struct Alarm {
    waiting: Cell<Vec<Weak<dyn Asker>>>,
    /// When the earliest timer rings that the host was asked for. Later ones may be under way; none can be called back.
    armed: Cell<Option<Moment>>,
}

impl Inner {
    /// Wakes `who` at the time given or earlier, if it still exists then. It says itself whether its time has come.
    pub(super) fn set_alarm(self: &Rc<Self>, at: Moment, who: Weak<dyn Asker>) {
        let mut waiting = self.alarm.waiting.take();
        if !waiting.iter().any(|known| known.ptr_eq(&who)) {
            waiting.push(who);
        }
        self.alarm.waiting.set(waiting);
        if self.alarm.armed.get().is_none_or(|armed| armed > at) {
            self.arm(at);
        }
    }

    fn arm(self: &Rc<Self>, at: Moment) {
        self.alarm.armed.set(Some(at));
        // The host must not keep a shop alive that nobody else does.
        let shop = Rc::downgrade(self);
        let ring = move || {
            if let Some(shop) = shop.upgrade() {
                shop.ring(at);
            }
        };
        self.bridge.wake_after(at.since(self.now()), Box::new(ring));
    }

    fn ring(self: &Rc<Self>, timer: Moment) {
        // A timer may ring a little early, so it is known by its name and not by the clock.
        if self.alarm.armed.get() == Some(timer) {
            self.alarm.armed.set(None);
        }
        let now = self.now();
        for who in self.alarm.waiting.take() {
            let later = who.upgrade().and_then(|alive| alive.wake(now));
            if let Some(at) = later {
                self.set_alarm(at, who);
            }
        }
    }
}
