//! A point in time, as the flow and the alarm reckon with it.

use core::time::Duration;

/// Milliseconds on the host's clock. One number where a `Duration` is two: comparing and adding is all over the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Moment(u64);

impl Moment {
    pub(crate) fn after(self, wait: Duration) -> Self {
        Self(self.0.saturating_add(Self::from(wait).0))
    }

    /// How long it is from an earlier moment to this one; nothing when it is not earlier.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        Self(self.0.saturating_sub(earlier.0)).into()
    }
}

impl From<Duration> for Moment {
    fn from(time: Duration) -> Self {
        // More than five hundred million years are cut short, so that nothing overflows.
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
    fn a_moment_is_kept_to_the_millisecond_and_never_overflows() {
        let moment = Moment::from(Duration::new(2, 3_999_999));
        assert_eq!(Duration::from(moment), Duration::from_millis(2003));
        assert_eq!(Moment(u64::MAX).after(Duration::MAX), Moment(u64::MAX));
        assert!(moment.after(Duration::MAX) > moment);
        assert_eq!(moment.since(Moment(2000)), Duration::from_millis(3));
        assert_eq!(Moment(1).since(moment), Duration::ZERO);
    }
}
