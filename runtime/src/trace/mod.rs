//! What happened in one purchase, for a bug report: a short text without names and tokens, which can be played again.

mod redact;
mod replay;
mod text;
mod words;

use core::fmt;
use core::time::Duration;

use crate::flow::{Event, Plan};
use crate::{Order, PurchaseError};

pub(crate) use redact::Redacted;
pub use replay::{EndsOtherwise, Replay, Replayed};

/// As many events are kept of a purchase: more than there are while a panel is open for ten minutes. What a longer one did first
/// is worth more than what it repeated.
const MOST_EVENTS: usize = 2048;

/// One purchase as it was lived through: what was to be bought, what happened when, and how it ended.
///
/// [`Purchase::trace`](crate::Purchase::trace) gives one. Printed, it is a text of a line an event, which
/// [`parse`](str::parse) reads again. There is no player in it, no token, no order id and nothing that the host or the
/// backend wrote: orders and keys are numbered, and of an error there is its kind, and the host's code.
///
/// ```
/// # #[cfg(feature = "simulated")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use purchasable::{HostFault, Shop, SimulatedTikTok, Trace, purchasable};
///
/// #[purchasable(beans = 500)]
/// struct SteelSword;
///
/// let tiktok = SimulatedTikTok::new();
/// let shop = tiktok.shop();
/// tiktok.fail_next(HostFault::Decline);
/// let mut purchase = SteelSword.purchase(&shop);
/// while purchase.poll_now().is_none() {}
///
/// // In the bug report of a player:
/// let report: String = purchase.trace().expect("it has begun").to_string();
///
/// // In a test:
/// let trace: Trace = report.parse()?;
/// trace.replay().check()?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "simulated"))]
/// # fn main() {}
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    plan: Plan,
    /// Since the purchase began.
    events: Vec<(Duration, Event)>,
    is_cut: bool,
    /// Nothing while the purchase is under way.
    ended: Option<Ended>,
}

/// How a purchase ended, in a form that lasts longer than sentences do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ended(String);

impl Ended {
    fn of(outcome: &Result<Order, PurchaseError>) -> Self {
        Self(match outcome {
            Ok(_) => "paid".to_owned(),
            Err(error) => {
                let (charged, topped_up) = (error.charged(), error.topped_up());
                let reason = words::reason(error.reason());
                format!("{reason} at {:?}, charged {charged:?}, topped up {topped_up:?}", error.stage()).to_lowercase()
            }
        })
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceError(String);

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for TraceError {}
