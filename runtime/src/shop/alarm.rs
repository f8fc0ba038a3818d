//! One alarm for a whole shop: it asks the host for as few timers as it can.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use super::Inner;
use crate::cell::with;
use crate::flow::{Moment, Wait};
use crate::reply::Asker;

/// No timer takes longer. A timer cannot be called back, and of those that an earlier one has overtaken there are only as many
/// as fit into this.
const LONGEST: Wait = Wait::seconds(2);

pub(super) struct Alarm {
    waiting: Cell<Vec<Weak<dyn Asker>>>,
    /// When the timer rings that was asked for last; later than ever when it has rung.
    timer: Cell<Moment>,
}

impl Default for Alarm {
    fn default() -> Self {
        Self { waiting: Cell::default(), timer: Cell::new(Moment::NEVER) }
    }
}

impl Inner {
    /// Wakes `who` at the time given or earlier, if it still exists then. It says itself whether its time has come.
    pub(super) fn set_alarm(self: &Rc<Self>, at: Moment, who: Weak<dyn Asker>) {
        self.wait(who);
        self.arm(at);
    }

    fn wait(&self, who: Weak<dyn Asker>) {
        with(&self.alarm.waiting, |waiting| {
            match waiting.iter_mut().find(|known| known.strong_count() == 0 || known.ptr_eq(&who)) {
                Some(place) => *place = who,
                None => waiting.push(who),
            }
        });
    }

    fn arm(self: &Rc<Self>, at: Moment) {
        let (now, timer) = (self.now(), self.alarm.timer.get());
        // One that is late may never ring.
        if now <= timer && timer <= at {
            return;
        }
        let at = at.min(now.after(LONGEST));
        self.alarm.timer.set(at);
        // The host must not keep a shop alive that nobody else does.
        let shop = Rc::downgrade(self);
        let ring = move || {
            if let Some(shop) = shop.upgrade() {
                shop.ring(at);
            }
        };
        self.bridge.wake_after(at.since(now), Box::new(ring));
    }

    fn ring(self: &Rc<Self>, timer: Moment) {
        // It may ring a little early, so it is known by its name and not by the clock.
        if self.alarm.timer.get() == timer {
            self.alarm.timer.set(Moment::NEVER);
        }
        let now = self.now();
        let mut next = Moment::NEVER;
        for who in self.alarm.waiting.take() {
            if let Some(later) = who.upgrade().and_then(|alive| alive.wake(now)) {
                self.wait(who);
                next = next.min(later);
            }
        }
        if next < Moment::NEVER {
            self.arm(next);
        }
    }
}
