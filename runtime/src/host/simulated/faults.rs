//! What can go wrong, by name.

use core::fmt;
use core::str::FromStr;
use std::collections::VecDeque;

use super::dice::Dice;
use super::facts::Question;
use crate::Call;

macro_rules! faults {
    ($(#[$meta:meta])* $name:ident { $($fault:ident = $text:literal: $says:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $says] $fault,)+
        }

        impl $name {
            /// Every fault there is.
            pub const ALL: &[Self] = &[$(Self::$fault),+];

            /// The name for a command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$fault => $text),+ }
            }

            /// What happens, in a sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$fault => $says),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }

        impl FromStr for $name {
            type Err = UnknownFault;

            fn from_str(text: &str) -> Result<Self, UnknownFault> {
                let known = Self::ALL.iter().find(|fault| fault.name() == text);
                known.copied().ok_or_else(|| UnknownFault { found: text.to_owned(), known: &[$($text),+] })
            }
        }
    };
}

faults! {
    /// What can go wrong with a host call. Each fault waits for the next call that it fits.
    HostFault {
        ErrorCode = "error-code": "The call fails with an error code; nothing was done.",
        Decline = "decline": "The top-up or the payment is declined; no money moves.",
        Cancel = "cancel": "The player closes the panel; no money moves.",
        Malformed = "malformed": "What was asked is done, and the answer has a shape that no page documents.",
        Throw = "throw": "The call throws; nothing was done.",
        NeverAnswers = "never-answers": "The call never answers; nothing was done.",
        DoneUnanswered = "done-unanswered": "What was asked is done, money included, and no answer ever comes.",
        AnswersTwice = "answers-twice": "What was asked is done, and answered twice.",
        SuccessThenFail = "success-then-fail": "What was asked is done, and a failure follows the success.",
        FailThenMoney = "fail-then-money": "The top-up or the payment fails, and the money moves later all the same.",
        AnswersLate = "answers-late": "What was asked is done and answered much later, after a reload.",
        BalanceChanged = "balance-changed": "The wallet is used elsewhere before the payment, which it then cannot cover.",
        OrderUsed = "order-used": "The payment is refused because the order was used before; no money moves.",
        HostMissing = "host-missing": "There is no host to take the call.",
        CapabilityMissing = "capability-missing": "The host does not offer the call, although it said that it would.",
    }
}

faults! {
    /// What can go wrong at the game's backend. Each fault waits for the next question that it fits.
    OrdersFault {
        CreateLost = "create-lost": "The order is made, and the answer never comes.",
        CreateFails = "create-fails": "The backend is in trouble before it makes the order.",
        StatusFails = "status-fails": "The backend is in trouble when it is asked for the status.",
        StatusStale = "status-stale": "The status of a paid order is answered as pending.",
        ClosedThenPaid = "closed-then-paid": "The order is paid, but the backend hears of it only after it has closed it.",
        ClaimLost = "claim-lost": "The lease is taken, and the answer never comes.",
        AckLost = "ack-lost": "The grant is noted, and the answer never comes.",
        LoginRequired = "login-required": "The session has ended; nothing was done (HTTP 401).",
        Refund = "refund": "The order that is asked about was paid, and is paid back just before the answer.",
        PriceDrift = "price-drift": "The backend was built from other prices; no order is made.",
        NeverAnswers = "orders-never-answer": "The question is lost; nothing was done, and no answer ever comes.",
    }
}

/// A name that is no fault's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFault {
    found: String,
    known: &'static [&'static str],
}

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown fault `{}`; the faults are {}", self.found, self.known.join(", "))
    }
}

impl core::error::Error for UnknownFault {}

impl HostFault {
    fn fits(self, call: &Call) -> bool {
        match self {
            Self::Decline | Self::FailThenMoney => matches!(call, Call::Recharge(_) | Call::Pay(_)),
            Self::Cancel => matches!(call, Call::Recharge(_) | Call::Pay(_) | Call::OpenBalance),
            Self::BalanceChanged | Self::OrderUsed => matches!(call, Call::Pay(_)),
            _ => true,
        }
    }
}

impl OrdersFault {
    fn fits(self, question: &Question, charged: bool, paid: bool) -> bool {
        match self {
            Self::CreateLost | Self::CreateFails | Self::ClosedThenPaid | Self::PriceDrift => {
                matches!(question, Question::Create(_))
            }
            Self::StatusFails => matches!(question, Question::Status(_)),
            Self::StatusStale => paid && matches!(question, Question::Status(_)),
            Self::Refund => charged && matches!(question, Question::Status(_) | Question::Claim(_)),
            Self::ClaimLost => matches!(question, Question::Claim(_)),
            Self::AckLost => matches!(question, Question::Ack(_)),
            Self::LoginRequired | Self::NeverAnswers => !matches!(question, Question::Report(..)),
        }
    }
}

/// The faults that wait, and the dice for those that come by chance.
pub(super) struct Faults {
    pub(super) dice: Dice,
    pub(super) rate: f64,
    pub(super) host: VecDeque<HostFault>,
    pub(super) orders: VecDeque<OrdersFault>,
}

impl Faults {
    pub(super) fn new(seed: u64) -> Self {
        Self { dice: Dice::new(seed), rate: 0.0, host: VecDeque::new(), orders: VecDeque::new() }
    }

    pub(super) fn for_call(&mut self, call: &Call) -> Option<HostFault> {
        let Self { dice, rate, host, .. } = self;
        next(dice, *rate, host, HostFault::ALL, |fault| fault.fits(call))
    }

    pub(super) fn for_question(&mut self, question: &Question, charged: bool, paid: bool) -> Option<OrdersFault> {
        let Self { dice, rate, orders, .. } = self;
        next(dice, *rate, orders, OrdersFault::ALL, |fault| fault.fits(question, charged, paid))
    }
}

/// A fault that waits goes before one that comes by chance.
fn next<F: Copy>(
    dice: &mut Dice,
    rate: f64,
    waiting: &mut VecDeque<F>,
    all: &[F],
    fits: impl Fn(F) -> bool,
) -> Option<F> {
    if let Some(at) = waiting.iter().position(|fault| fits(*fault)) {
        return waiting.remove(at);
    }
    if rate <= 0.0 || !dice.hits(rate) {
        return None;
    }
    let fitting: Vec<F> = all.iter().copied().filter(|fault| fits(*fault)).collect();
    dice.pick(&fitting)
}
