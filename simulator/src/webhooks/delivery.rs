//! One webhook on its way, and when it is tried again.

use std::time::Duration;

use serde::Serialize;

/// TikTok gives up after 72 hours (`/doc/webhooks-overview/`).
const PATIENCE: Duration = Duration::from_secs(72 * 3600);
/// TikTok says that the pauses grow exponentially, and not where they begin.
const FIRST_PAUSE: Duration = Duration::from_secs(10);

/// A webhook: what it says, and how its delivery goes.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// Counts from 1.
    pub id: u64,
    /// The event's name, like `minis.trade_order.redeem.success`.
    pub event: String,
    /// The order that it is about.
    pub trade_order_id: String,
    /// What is posted, to the byte.
    pub body: String,
    /// True for one that TikTok would not have sent: its signature is wrong, and it is tried once.
    pub forged: bool,
    /// Where it stands.
    pub state: DeliveryState,
    /// What was tried so far.
    pub attempts: Vec<Attempt>,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It will be tried at this time, since the Unix epoch.
    Waiting {
        /// When.
        #[serde(serialize_with = "crate::world::clock::milliseconds")]
        due: Duration,
    },
    /// It is being sent.
    UnderWay,
    /// It was answered with 200.
    Delivered,
    /// It was tried for 72 hours, or it is forged and was refused.
    GivenUp,
    /// It was never sent, because chance would have it so.
    Lost,
    /// It was never sent, because there was no callback URL.
    NoCallback,
}

/// One try of a delivery.
#[derive(Clone, Debug, Serialize)]
pub struct Attempt {
    /// When, since the Unix epoch.
    #[serde(serialize_with = "crate::world::clock::milliseconds")]
    pub at: Duration,
    /// What `TikTok-Signature` said.
    pub signature: String,
    /// The status of the answer. None if none came.
    pub status: Option<u16>,
    /// Why no answer came.
    pub error: Option<String>,
}

impl Delivery {
    /// Notes an attempt that has ended, and gives the time of the next one if there is to be one.
    pub fn note(&mut self, attempt: Attempt) -> Option<Duration> {
        let is_answered = attempt.status == Some(200);
        self.attempts.push(attempt);
        let next = if is_answered || self.forged { None } else { self.next_attempt() };
        self.state = match next {
            _ if is_answered => DeliveryState::Delivered,
            Some(due) => DeliveryState::Waiting { due },
            None => DeliveryState::GivenUp,
        };
        next
    }

    fn next_attempt(&self) -> Option<Duration> {
        let (first, last) = (self.attempts.first()?, self.attempts.last()?);
        let doublings = u32::try_from(self.attempts.len() - 1).ok()?;
        let due = last.at + FIRST_PAUSE.checked_mul(2_u32.checked_pow(doublings)?)?;
        (due <= first.at + PATIENCE).then_some(due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery() -> Delivery {
        Delivery {
            id: 1,
            event: String::new(),
            trade_order_id: String::new(),
            body: String::new(),
            forged: false,
            state: DeliveryState::UnderWay,
            attempts: Vec::new(),
        }
    }

    fn attempt(at: Duration, status: u16) -> Attempt {
        Attempt { at, signature: String::new(), status: Some(status), error: None }
    }

    #[test]
    fn pauses_double_until_72_hours_are_over() {
        let mut delivery = delivery();
        let mut times = vec![Duration::ZERO];
        while let Some(due) = delivery.note(attempt(times[times.len() - 1], 500)) {
            times.push(due);
        }
        let seconds: Vec<u64> = times.iter().map(Duration::as_secs).collect();
        assert_eq!(seconds, [0, 10, 30, 70, 150, 310, 630, 1270, 2550, 5110, 10230, 20470, 40950, 81910, 163_830]);
        assert_eq!(delivery.state, DeliveryState::GivenUp);
    }

    #[test]
    fn nothing_but_200_is_a_delivery() {
        for status in [201, 204, 301, 404, 500] {
            assert!(delivery().note(attempt(Duration::ZERO, status)).is_some(), "{status}");
        }
        assert_eq!(delivery().note(attempt(Duration::ZERO, 200)), None);
    }

    #[test]
    fn a_forged_one_is_tried_once() {
        let mut delivery = Delivery { forged: true, ..delivery() };
        assert_eq!(delivery.note(attempt(Duration::ZERO, 401)), None);
        assert_eq!(delivery.state, DeliveryState::GivenUp);
    }
}
