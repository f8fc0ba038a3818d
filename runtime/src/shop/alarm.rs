//! One alarm for a whole shop: it asks the host for as few timers as it can.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use super::Inner;
use crate::flow::Moment;
use crate::list::take_one;
use crate::reply::Asker;

#[derive(Default)]
pub(super) struct Alarm {
    sleepers: Cell<Vec<Sleeper>>,
    /// When the earliest timer rings that the host was asked for. Later ones may be under way; none can be called back.
    armed: Cell<Option<Moment>>,
}

struct Sleeper {
    at: Moment,
    who: Weak<dyn Asker>,
}

impl Inner {
    /// Wakes `who` at the time given, if it still exists then, and at no other time that was given before.
    pub(super) fn set_alarm(self: &Rc<Self>, at: Moment, who: Weak<dyn Asker>) {
        let mut sleepers = self.alarm.sleepers.take();
        drop(take_out(&mut sleepers, |sleeper| sleeper.who.strong_count() == 0 || sleeper.who.ptr_eq(&who)));
        sleepers.push(Sleeper { at, who });
        self.alarm.sleepers.set(sleepers);
        self.arm(at);
    }

    fn arm(self: &Rc<Self>, at: Moment) {
        if self.alarm.armed.get().is_some_and(|armed| armed <= at) {
            return;
        }
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
        let mut sleepers = self.alarm.sleepers.take();
        let due = take_out(&mut sleepers, |sleeper| sleeper.at <= now);
        self.alarm.sleepers.set(sleepers);
        for sleeper in due {
            if let Some(who) = sleeper.who.upgrade() {
                who.wake();
            }
        }
        self.arm_for_the_next();
    }

    fn arm_for_the_next(self: &Rc<Self>) {
        let sleepers = self.alarm.sleepers.take();
        let next = sleepers.iter().map(|sleeper| sleeper.at).min();
        self.alarm.sleepers.set(sleepers);
        if let Some(at) = next {
            self.arm(at);
        }
    }
}

fn take_out(sleepers: &mut Vec<Sleeper>, wanted: impl Fn(&Sleeper) -> bool) -> Vec<Sleeper> {
    let mut taken = Vec::new();
    while let Some(sleeper) = take_one(sleepers, &wanted) {
        taken.push(sleeper);
    }
    taken
}
