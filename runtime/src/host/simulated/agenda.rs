//! What is going to happen, in the order of virtual time.

use core::cmp::{Ordering, Reverse};
use core::time::Duration;
use std::collections::BinaryHeap;

use super::faults::HostFault;
use super::orders::Asked;
use crate::{Call, HostAnswer, Reply};

/// Who moves the virtual clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Clock {
    /// Whoever waits: a purchase that is polled moves it to the next thing that happens.
    #[default]
    Automatic,
    /// [`SimulatedTikTok::advance`](super::SimulatedTikTok::advance) alone.
    Manual,
}

pub(super) enum Job {
    /// The host finishes a call.
    Call(Call, Option<HostFault>, Reply<HostAnswer>),
    /// The money of a call that failed moves after all.
    Money(Call),
    /// The backend hears that an order is paid.
    Webhook(usize),
    /// The backend grants an order.
    Grant(usize),
    /// A player's question reaches the backend.
    Asked(usize, Asked),
    Wake(Box<dyn FnOnce()>),
}

pub(super) struct Agenda {
    pub(super) now: Duration,
    pub(super) clock: Clock,
    added: u64,
    jobs: BinaryHeap<Reverse<Appointment>>,
}

impl Agenda {
    pub(super) fn new() -> Self {
        Self { now: Duration::ZERO, clock: Clock::Automatic, added: 0, jobs: BinaryHeap::new() }
    }

    pub(super) fn add(&mut self, delay: Duration, job: Job) {
        let at = self.now.saturating_add(delay);
        self.jobs.push(Reverse(Appointment { at, number: self.added, job }));
        self.added += 1;
    }

    /// The next job, if the clock may move to it by itself.
    pub(super) fn next(&mut self) -> Option<Job> {
        match self.clock {
            Clock::Automatic => self.next_until(Duration::MAX),
            Clock::Manual => self.next_until(self.now),
        }
    }

    /// Moves the clock to the next job, unless that is later than this.
    pub(super) fn next_until(&mut self, end: Duration) -> Option<Job> {
        if self.jobs.peek()?.0.at > end {
            return None;
        }
        let Reverse(appointment) = self.jobs.pop()?;
        self.now = self.now.max(appointment.at);
        Some(appointment.job)
    }
}

struct Appointment {
    at: Duration,
    number: u64,
    job: Job,
}

impl Ord for Appointment {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.number).cmp(&(other.at, other.number))
    }
}

impl PartialOrd for Appointment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Appointment {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Appointment {}
