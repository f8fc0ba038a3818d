//! The virtual clock. It runs with real time until a test holds it, and can be put forward.

use std::time::{Duration, Instant, SystemTime};

use serde::Serializer;

/// Times are durations since the Unix epoch.
#[derive(Debug)]
pub struct Clock {
    /// What the clock showed at `since`, or what it shows while it is held.
    shown: Duration,
    since: Option<Instant>,
}

impl Clock {
    /// A clock that shows the real time, and runs.
    pub fn real() -> Self {
        let shown = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        Self { shown, since: Some(Instant::now()) }
    }

    pub fn now(&self) -> Duration {
        self.shown + self.since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    pub fn is_held(&self) -> bool {
        self.since.is_none()
    }

    pub fn hold(&mut self) {
        *self = Self { shown: self.now(), since: None };
    }

    pub fn run(&mut self) {
        *self = Self { shown: self.now(), since: Some(Instant::now()) };
    }

    /// Shows `time` from now on, unless that would be backwards.
    pub fn put_forward_to(&mut self, time: Duration) {
        self.shown += time.saturating_sub(self.now());
    }
}

/// A time in JSON: whole milliseconds since the Unix epoch, as JavaScript has it.
pub fn milliseconds<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(in_milliseconds(*time))
}

pub fn in_milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_clock_moves_only_when_it_is_put_forward() {
        let mut clock = Clock::real();
        clock.hold();
        let start = clock.now();
        assert_eq!(clock.now(), start);

        clock.put_forward_to(start + Duration::from_secs(72 * 3600));
        assert_eq!(clock.now(), start + Duration::from_secs(72 * 3600));
    }

    #[test]
    fn a_clock_never_goes_backwards() {
        let mut clock = Clock::real();
        clock.hold();
        let start = clock.now();
        clock.put_forward_to(start.saturating_sub(Duration::from_secs(1)));
        assert_eq!(clock.now(), start);
    }

    #[test]
    fn a_running_clock_keeps_what_it_was_put_forward_by() {
        let mut clock = Clock::real();
        let start = clock.now();
        clock.put_forward_to(start + Duration::from_secs(60));
        clock.hold();
        clock.run();
        assert!(clock.now() >= start + Duration::from_secs(60));
    }
}
