//! What a line of the ledger can say.

use core::fmt;
use core::time::Duration;

use super::faults::{HostFault, OrdersFault};
use crate::{Answer, Beans, Call, HostAnswer, HostError, OrderStatus, PanelOutcome, TradeOrderId};

/// One line of the [`Ledger`](super::Ledger).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The virtual time, from the start of the world.
    pub at: Duration,
    /// What the wallet held afterwards.
    pub balance: Beans,
    /// What happened.
    pub fact: Fact,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// The host was called.
    Called(Call),
    /// The host answered.
    Answered(Call, Result<Answer, Box<HostError>>),
    /// The host answered once more. A bridge settles on the first answer, so nobody heard this one.
    Ignored(Call, Result<Answer, Box<HostError>>),
    /// The backend was asked.
    Asked(Question),
    /// A fault of the host came to pass.
    HostFault(HostFault),
    /// A fault of the backend came to pass.
    OrdersFault(OrdersFault),
    /// The wallet paid for an order.
    Charged {
        /// The order that was paid.
        order: TradeOrderId,
        /// What it is for.
        sku: &'static str,
        /// What it cost.
        price: Beans,
    },
    /// Money became Beans in the wallet.
    ToppedUp(Beans),
    /// An order was paid back into the wallet.
    Refunded {
        /// The order that was paid back.
        order: TradeOrderId,
        /// What came back.
        price: Beans,
    },
    /// The player spent Beans outside this game.
    SpentElsewhere(Beans),
    /// The wallet was set from outside.
    BalanceSet,
    /// The backend's view of an order changed, or the order was made.
    Order(TradeOrderId, OrderStatus),
}

/// A question to the backend.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Who is playing?
    Player,
    /// Make an order for this sku.
    Create(&'static str),
    /// What is known of this order?
    Status(TradeOrderId),
    /// Which orders are not finished?
    Open,
    /// Take the lease of this order.
    Claim(TradeOrderId),
    /// This order is granted, or its refund told.
    Ack(TradeOrderId),
    /// This became of the panel.
    Report(TradeOrderId, PanelOutcome),
}

impl Question {
    pub(super) fn order(&self) -> Option<&TradeOrderId> {
        match self {
            Self::Player | Self::Create(_) | Self::Open => None,
            Self::Status(id) | Self::Claim(id) | Self::Ack(id) | Self::Report(id, _) => Some(id),
        }
    }
}

/// Time, what happened, and the wallet where it changed: `    0.400 s  wallet   pays 500 Beans for steel_sword (…)`.
impl fmt::Display for LedgerEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>9}.{:03} s  {}", self.at.as_secs(), self.at.subsec_millis(), self.fact)?;
        if self.fact.is_of_wallet() { write!(f, "; it holds {}", self.balance) } else { Ok(()) }
    }
}

impl Fact {
    pub(super) fn answered(call: Call, answer: &HostAnswer) -> Self {
        Self::Answered(call, answer.clone().map_err(Box::new))
    }

    pub(super) fn ignored(call: Call, answer: HostAnswer) -> Self {
        Self::Ignored(call, answer.map_err(Box::new))
    }

    fn is_of_wallet(&self) -> bool {
        matches!(
            self,
            Self::Charged { .. }
                | Self::ToppedUp(_)
                | Self::Refunded { .. }
                | Self::SpentElsewhere(_)
                | Self::BalanceSet
        )
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Called(call) => write!(f, "call     {}", CallText(call)),
            Self::Answered(call, answer) => write!(f, "answer   {}: {}", CallText(call), AnswerText(answer)),
            Self::Ignored(call, answer) => write!(f, "ignored  {}: {}", CallText(call), AnswerText(answer)),
            Self::Asked(question) => write!(f, "backend  {question}"),
            Self::HostFault(fault) => write!(f, "fault    {fault}"),
            Self::OrdersFault(fault) => write!(f, "fault    {fault}"),
            Self::Charged { order, sku, price } => write!(f, "wallet   pays {price} for {sku} ({order})"),
            Self::ToppedUp(beans) => write!(f, "wallet   is topped up by {beans}"),
            Self::Refunded { order, price } => write!(f, "wallet   gets {price} back for {order}"),
            Self::SpentElsewhere(beans) => write!(f, "wallet   pays {beans} elsewhere"),
            Self::BalanceSet => f.write_str("wallet   is set"),
            Self::Order(order, status) => write!(f, "order    {order} is {}", status_text(*status)),
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Player => f.write_str("player"),
            Self::Create(sku) => write!(f, "create {sku}"),
            Self::Status(order) => write!(f, "status {order}"),
            Self::Open => f.write_str("open"),
            Self::Claim(order) => write!(f, "claim {order}"),
            Self::Ack(order) => write!(f, "ack {order}"),
            Self::Report(order, outcome) => write!(f, "report {order}: {}", outcome_text(*outcome)),
        }
    }
}

struct CallText<'a>(&'a Call);

impl fmt::Display for CallText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Call::Login => f.write_str("login"),
            Call::CheckBalance(beans) => write!(f, "checkBalance {beans}"),
            Call::Recharge(tier) => write!(f, "recharge {tier}"),
            Call::Pay(order) => write!(f, "pay {order}"),
            Call::OpenBalance => f.write_str("openBalance"),
        }
    }
}

struct AnswerText<'a>(&'a Result<Answer, Box<HostError>>);

impl fmt::Display for AnswerText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Ok(Answer::LoginCode(code)) => write!(f, "code {code}"),
            Ok(Answer::Sufficient(true)) => f.write_str("enough"),
            Ok(Answer::Sufficient(false)) => f.write_str("not enough"),
            Ok(Answer::Done) => f.write_str("done"),
            Err(error) => write!(f, "{error}"),
        }
    }
}

const fn status_text(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Pending => "pending",
        OrderStatus::Paid => "paid",
        OrderStatus::Granted => "granted",
        OrderStatus::Closed => "closed",
        OrderStatus::Refunded => "refunded",
    }
}

const fn outcome_text(outcome: PanelOutcome) -> &'static str {
    match outcome {
        PanelOutcome::NeverPaid => "never paid",
        PanelOutcome::Succeeded => "succeeded",
        PanelOutcome::Cancelled => "cancelled",
        PanelOutcome::Failed => "failed",
        PanelOutcome::NoAnswer => "no answer",
    }
}
