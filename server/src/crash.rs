//! Named places at which the process ends without a word, as with a machine that loses its power: for tests, which show that
//! nobody loses anything. A server that is built without the feature `crash-points` has none of it.

/// A place where a crash may be asked for.
macro_rules! may_crash {
    ($point:ident) => {
        #[cfg(feature = "crash-points")]
        $crate::CrashPoint::$point.reached();
    };
}
pub(crate) use may_crash;

#[cfg(feature = "crash-points")]
pub use points::CrashPoint;
#[cfg(feature = "crash-points")]
pub(crate) use points::problem;

#[cfg(feature = "crash-points")]
mod points {
    use std::sync::LazyLock;

    /// A place at which the process ends when it comes there, if `CRASH_AT` in the environment has its [name](Self::name).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum CrashPoint {
        /// TikTok has given tokens for a login code, and they are not kept.
        CodeExchanged,
        /// TikTok has given tokens for a refresh token, which it takes no more, and they are not kept.
        TokensRefreshed,
        /// An id for an order is reserved, and TikTok not yet asked to make the order.
        OrderReserved,
        /// TikTok has made an order, and it is not recorded.
        OrderMade,
        /// An order is recorded, and its client not answered.
        OrderRecorded,
        /// What a webhook says is applied, and not committed.
        WebhookHeard,
        /// It is committed, and TikTok not answered.
        WebhookApplied,
        /// TikTok was asked and says that an order is paid, and that is not committed.
        PaymentAsked,
        /// The lease of an order is committed, and its client not answered.
        OrderClaimed,
        /// That the client has granted an order is committed, and the client not answered.
        OrderAcknowledged,
        /// A job of the outbox is taken, and the inventory not told.
        JobTaken,
        /// The inventory has done it, and that is not recorded.
        JobGranted,
        /// It is recorded.
        JobDone,
    }

    const CRASH_AT: &str = "CRASH_AT";

    static CHOSEN: LazyLock<Result<Option<CrashPoint>, String>> = LazyLock::new(|| match std::env::var(CRASH_AT) {
        Ok(name) => CrashPoint::parse(&name).map(Some),
        Err(_) => Ok(None),
    });

    /// What is wrong with `CRASH_AT`.
    pub(crate) fn problem() -> Option<String> {
        CHOSEN.clone().err()
    }

    impl CrashPoint {
        /// All of them, in the order in which a purchase comes to them.
        pub const ALL: [Self; 13] = [
            Self::CodeExchanged,
            Self::TokensRefreshed,
            Self::OrderReserved,
            Self::OrderMade,
            Self::OrderRecorded,
            Self::WebhookHeard,
            Self::WebhookApplied,
            Self::PaymentAsked,
            Self::OrderClaimed,
            Self::OrderAcknowledged,
            Self::JobTaken,
            Self::JobGranted,
            Self::JobDone,
        ];

        /// For `CRASH_AT`.
        #[must_use]
        pub const fn name(self) -> &'static str {
            match self {
                Self::CodeExchanged => "code_exchanged",
                Self::TokensRefreshed => "tokens_refreshed",
                Self::OrderReserved => "order_reserved",
                Self::OrderMade => "order_made",
                Self::OrderRecorded => "order_recorded",
                Self::WebhookHeard => "webhook_heard",
                Self::WebhookApplied => "webhook_applied",
                Self::PaymentAsked => "payment_asked",
                Self::OrderClaimed => "order_claimed",
                Self::OrderAcknowledged => "order_acknowledged",
                Self::JobTaken => "job_taken",
                Self::JobGranted => "job_granted",
                Self::JobDone => "job_done",
            }
        }

        fn parse(name: &str) -> Result<Self, String> {
            let found = Self::ALL.into_iter().find(|point| point.name() == name);
            found.ok_or_else(|| {
                let names = Self::ALL.map(Self::name).join(", ");
                format!("{CRASH_AT} must be one of {names}, found `{name}`")
            })
        }

        /// Ends the process, if it is to end here.
        pub(crate) fn reached(self) {
            if *CHOSEN == Ok(Some(self)) {
                std::process::abort();
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn every_point_is_found_by_its_name() {
            for point in CrashPoint::ALL {
                assert_eq!(CrashPoint::parse(point.name()), Ok(point));
            }
        }

        #[test]
        fn a_name_that_is_none_is_told_with_all_that_are() {
            let problem = CrashPoint::parse("order_lost").unwrap_err();
            assert!(problem.starts_with("CRASH_AT must be one of code_exchanged, tokens_refreshed,"), "{problem}");
            assert!(problem.ends_with("job_done, found `order_lost`"), "{problem}");
        }
    }
}
