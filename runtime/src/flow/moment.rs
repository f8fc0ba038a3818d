//! Time, as the flow and the alarm reckon with it.

use core::time::Duration;

/// A point in time: milliseconds on the host's clock. One number where a `Duration` is two, because comparing and adding is
/// all over the flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Moment(u64);

/// How long to wait, in milliseconds; at most 46 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Wait(u32);

impl Moment {
    /// Later than any other.
    pub(crate) const NEVER: Self = Self(u64::MAX);

    pub(crate) fn after(self, wait: Wait) -> Self {
        Self(self.0 + u64::from(wait.0))
    }

    /// How long it is from an earlier moment to this one; nothing when it is not earlier.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

impl Wait {
    pub(crate) const fn seconds(seconds: u32) -> Self {
        Self(seconds * 1000)
    }

    #[cfg(any(target_arch = "wasm32", feature = "trace"))]
    pub(crate) const fn milliseconds(self) -> u32 {
        self.0
    }

    #[expect(clippy::cast_possible_truncation, reason = "`try_from` is not const")]
    pub(crate) const fn of(wait: Duration) -> Self {
        let seconds = if wait.as_secs() < 4_000_000 { wait.as_secs() as u32 } else { 4_000_000 };
        Self(seconds * 1000 + wait.subsec_millis())
    }
}

/// A clock that is more than five hundred million years ahead stands still, so that nothing overflows.
impl From<Duration> for Moment {
    fn from(time: Duration) -> Self {
        Self(time.as_secs().min(u64::MAX / 1024) * 1000 + u64::from(time.subsec_millis()))
    }
}

impl From<Moment> for Duration {
    fn from(moment: Moment) -> Self {
        Self::from_millis(moment.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_kept_to_the_millisecond() {
        let moment = Moment::from(Duration::new(2, 3_999_999));
        assert_eq!(Duration::from(moment), Duration::from_millis(2003));
        assert_eq!(Duration::from(moment.after(Wait::of(Duration::new(1, 1_000_000)))), Duration::from_millis(3004));
        assert_eq!(Wait::seconds(2), Wait::of(Duration::from_secs(2)));
    }

    #[test]
    fn the_longest_times_do_not_overflow() {
        let last = Moment::from(Duration::MAX);
        assert!(last.after(Wait::of(Duration::MAX)) > last);
    }

    #[test]
    fn between_two_moments_there_is_time_in_one_direction_only() {
        let (early, late) = (Moment(2000), Moment(2003));
        assert_eq!((late.since(early), early.since(late)), (Duration::from_millis(3), Duration::ZERO));
    }
}
