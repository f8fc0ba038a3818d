//! What goes into a flow and comes out of it.

use core::fmt;
use core::time::Duration;

use super::moment::Wait;
use crate::{AnyAnswer, Call, Inventory, Item, JournalError, OrderKey, PanelOutcome, TierId, TradeOrderId};

/// What is to be bought, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Plan {
    /// The item to buy.
    pub item: &'static Item,
    /// The key of this attempt; fresh for each.
    pub key: OrderKey,
    /// The top-up to ask for, before paying, if the wallet is short; `None` where `pay` tops up by itself, or where no
    /// tier is declared.
    pub top_up: Option<TierId>,
    /// Where the inventory lives.
    pub inventory: Inventory,
    /// Keys of earlier attempts from here that ended before they learned of an order: what exists under them is dead,
    /// because nobody has its id to pay it with.
    pub orphans: Vec<OrderKey>,
    /// How long to wait for what.
    pub timing: Timing,
}

/// How long a purchase waits for what, to the millisecond. Longer than 46 days counts as 46 days.
///
/// ```
/// use core::time::Duration;
///
/// use purchasable::Timing;
///
/// let patient = Timing::default().with_panel(Duration::from_secs(1200)).with_create_attempts(5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timing {
    pub(crate) answer: Wait,
    pub(crate) panel: Wait,
    pub(crate) confirm: Wait,
    pub(crate) poll: Wait,
    pub(crate) order: Wait,
    pub(crate) create_attempts: u8,
}

static USUAL: Timing = Timing {
    answer: Wait::seconds(30),
    panel: Wait::seconds(600),
    confirm: Wait::seconds(30),
    poll: Wait::of(Duration::from_millis(1500)),
    order: Wait::seconds(900),
    create_attempts: 3,
};

impl Default for Timing {
    fn default() -> Self {
        USUAL
    }
}

impl Timing {
    /// The waits, in the order in which a trace has them.
    #[cfg(feature = "trace")]
    pub(crate) const fn waits(&self) -> [Wait; 5] {
        [self.answer, self.panel, self.confirm, self.poll, self.order]
    }

    /// For an answer that needs no player; 30 seconds by default.
    #[must_use]
    pub const fn with_answer(mut self, wait: Duration) -> Self {
        self.answer = Wait::of(wait);
        self
    }

    /// For a panel that a player is looking at; 10 minutes by default.
    #[must_use]
    pub const fn with_panel(mut self, wait: Duration) -> Self {
        self.panel = Wait::of(wait);
        self
    }

    /// For the backend to see the payment once the panel has closed; 30 seconds by default.
    #[must_use]
    pub const fn with_confirm(mut self, wait: Duration) -> Self {
        self.confirm = Wait::of(wait);
        self
    }

    /// Between two questions whether the order is paid; 1.5 seconds by default. TikTok advises 1 to 2
    /// (`/doc/tiktok-minis-in-app-purchases`).
    #[must_use]
    pub const fn with_poll(mut self, wait: Duration) -> Self {
        self.poll = Wait::of(wait);
        self
    }

    /// How old an order may be when its panel opens; 15 minutes by default. With the [panel](Self::with_panel) on top it has
    /// to stay below the age at which the backend closes an order.
    #[must_use]
    pub const fn with_order(mut self, age: Duration) -> Self {
        self.order = Wait::of(age);
        self
    }

    /// How often an order is asked for under one key while no answer comes; 3 times by default.
    #[must_use]
    pub const fn with_create_attempts(mut self, attempts: u8) -> Self {
        self.create_attempts = attempts;
        self
    }
}

/// Marks a question, so that its answer is told from a late one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ticket(pub(crate) u32);

/// What the flow wants done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Ask the backend who is playing. Answer with [`Event::Answered`].
    Identify(Ticket),
    /// Call the host. Answer with [`Event::Answered`].
    Call(Ticket, Call),
    /// Ask the backend for an order under the plan's key. Answer with [`Event::Answered`].
    Create(Ticket),
    /// Ask the backend for the status of the order, or of an earlier one that stands in its way. Answer with
    /// [`Event::Answered`]; what somebody else in the shop looks after counts as pending.
    AskStatus(Ticket, TradeOrderId),
    /// Tell the backend what became of the panel. No answer.
    Report(TradeOrderId, PanelOutcome),
    /// Write this to the journal, and answer with [`Event::Written`] before anything else happens.
    Write(Record),
    /// Take this out of the journal. No answer: what stays by accident is found by the next recovery.
    Erase(Record),
}

/// What the journal keeps of a purchase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Record {
    /// A top-up is about to be asked for.
    TopUp(TierId),
    /// An order is about to be asked for under the plan's key.
    Key,
    /// The order exists, and is about to be paid.
    Order(TradeOrderId),
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The answer to the question with this ticket.
    Answered(Ticket, AnyAnswer),
    /// The journal has written, or refused.
    Written(Result<OnRecord, JournalError>),
    /// Time has passed. Owed at [`Flow::deadline`](super::Flow::deadline).
    Tick,
    /// Nobody waits for the receipt any more: open no further panel, but see an open one through.
    Stop,
    /// End now, whatever is open.
    Abandon,
    /// Ask on, after [`Reason::Unsettled`](crate::Reason::Unsettled).
    KeepWaiting,
}

/// What the journal knew of the player before it wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OnRecord {
    /// Whether an earlier top-up has not arrived yet.
    pub unsettled_top_up: bool,
}

/// Where a purchase is: something for a game to show while it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Getting ready.
    Starting,
    /// Asking the host whether the wallet holds enough.
    CheckingBalance,
    /// The top-up panel is open.
    ToppingUp {
        /// An earlier top-up has not arrived yet: the player may end up with both.
        again: bool,
    },
    /// Asking the backend for an order.
    Ordering,
    /// The payment panel is open.
    Paying,
    /// Asking the backend whether the order is paid.
    Confirming,
    /// Over, with a receipt or an error.
    Done,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Starting => "getting ready",
            Self::CheckingBalance => "looking into the wallet",
            Self::ToppingUp { again: false } => "topping up",
            Self::ToppingUp { again: true } => "topping up, although an earlier top-up has not arrived yet",
            Self::Ordering => "asking for an order",
            Self::Paying => "paying",
            Self::Confirming => "waiting for the payment to be confirmed",
            Self::Done => "done",
        })
    }
}
