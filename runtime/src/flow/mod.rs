//! The purchase as a state machine without I/O.
//!
//! [`Flow`] knows no clock, no JavaScript and no executor. [Events](Event) go in with the time, [commands](Command)
//! come out; the same events in the same order give the same commands.
//!
//! ```text
//! identify → journal key → create → journal order ─→ check balance ─ short ─→ recharge ─→ check balance ─┐
//!                                                └──────────┴ enough ────────────────────────────────────┴→ pay → confirm
//! ```
//!
//! A game has no need of this module: [`Shop`](crate::Shop) runs the flow against its bridge, orders and journal.

mod confirming;
mod ordering;
mod protocol;
mod topping_up;

use core::time::Duration;
use std::collections::VecDeque;

use crate::error::Details;
use crate::{
    Charged, Created, HostAnswer, HostError, HostErrorKind, JournalError, Order, OrdersAnswer, OrdersError, PlayerTag,
    PurchaseError, Reason, Stage, TierId, ToppedUp,
};

use confirming::Verdict;

pub use protocol::{Command, Event, Identity, Plan, Record, Step, Ticket, Timing};

/// The state machine of one purchase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that has happened, whatever the state")]
pub struct Flow {
    plan: Plan,
    state: State,
    commands: VecDeque<Command>,
    tickets: u32,
    question: Option<Question>,
    poll: StatusPoll,
    pay_ticket: Option<Ticket>,
    player: Option<PlayerTag>,
    order: Option<Order>,
    /// When the order was first asked for.
    ordered_at: Duration,
    host_error: Option<HostError>,
    unsettled_top_up: bool,
    topped_up: ToppedUp,
    recharge_called: bool,
    pay_called: bool,
    seen_paid: bool,
    login_required: bool,
    stopping: bool,
    has_orphan: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum State {
    Identifying,
    CheckingBalance { recharged: Option<HostAnswer> },
    WritingTopUp(TierId),
    Recharging,
    WritingKey,
    Creating { attempt: u8 },
    CreatingAgain { attempt: u8, at: Duration },
    WritingOrder,
    Paying,
    Confirming { verdict: Verdict, until: Duration },
    Done(Result<Order, PurchaseError>),
}

/// A question that is open, and when it counts as unanswered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Question {
    ticket: Ticket,
    until: Duration,
}

/// The repeated question whether the order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum StatusPoll {
    Off,
    At(Duration),
    Asked(Question),
}

impl Flow {
    /// Begins a purchase.
    #[must_use]
    pub fn new(plan: Plan, now: Duration) -> Self {
        let mut flow = Self {
            plan,
            state: State::Identifying,
            commands: VecDeque::with_capacity(2),
            tickets: 0,
            question: None,
            poll: StatusPoll::Off,
            pay_ticket: None,
            player: None,
            order: None,
            ordered_at: now,
            host_error: None,
            unsettled_top_up: false,
            topped_up: ToppedUp::No,
            recharge_called: false,
            pay_called: false,
            seen_paid: false,
            login_required: false,
            stopping: false,
            has_orphan: false,
        };
        flow.ask(now, flow.plan.timing.answer, Command::Identify);
        flow
    }

    /// Takes in what has happened, at the time at which it did. Afterwards, [`next_command`](Self::next_command) is due.
    pub fn handle(&mut self, event: Event, now: Duration) {
        match event {
            Event::Identified(ticket, answer) if self.expects(ticket) => self.identified(answer, now),
            Event::Answered(ticket, answer) if self.expects(ticket) => self.answered(answer, now),
            Event::Created(ticket, answer) if self.expects(ticket) => self.created(answer, now),
            Event::Created(_, Ok(Created::Order(order))) if self.waits_for(&order) => self.ordered(order),
            Event::Status(ticket, answer) if self.expects_status(ticket) => self.status(answer, now),
            Event::Answered(ticket, answer) => self.answered_late(ticket, &answer),
            Event::Created(_, Ok(Created::Order(order))) => self.created_late(&order),
            Event::Identified(..) | Event::Created(..) | Event::Status(..) => {}
            Event::Written(result) => self.written(result, now),
            Event::Tick => self.tick(now),
            Event::Stop => self.stop(),
            Event::Abandon => self.abandon(),
            Event::KeepWaiting => self.keep_waiting(now),
        }
    }

    /// The next thing to do, in order. Call until it is `None` after every [`handle`](Self::handle) and after `new`.
    pub fn next_command(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    /// When [`Event::Tick`] is due, unless something else happens before. Changes with every event.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        let state = match self.state {
            State::CreatingAgain { at, .. } => Some(at),
            State::Confirming { until, .. } => Some(until),
            _ => None,
        };
        let poll = match self.poll {
            StatusPoll::Off => None,
            StatusPoll::At(at) => Some(at),
            StatusPoll::Asked(question) => Some(question.until),
        };
        let question = self.question.map(|question| question.until);
        [state, poll, question].into_iter().flatten().min()
    }

    /// Where the purchase is.
    #[must_use]
    pub fn step(&self) -> Step {
        match self.state {
            State::Identifying => Step::Starting,
            State::CheckingBalance { .. } => Step::CheckingBalance,
            State::WritingTopUp(_) | State::Recharging => Step::ToppingUp { again: self.unsettled_top_up },
            State::WritingKey | State::Creating { .. } | State::CreatingAgain { .. } | State::WritingOrder => {
                Step::Ordering
            }
            State::Paying => Step::Paying,
            State::Confirming { .. } => Step::Confirming,
            State::Done(_) => Step::Done,
        }
    }

    /// The paid order, or why there is none; `None` while the purchase is under way.
    #[must_use]
    pub fn outcome(&self) -> Option<&Result<Order, PurchaseError>> {
        if let State::Done(outcome) = &self.state { Some(outcome) } else { None }
    }

    /// Whether an order may exist under the plan's key that this purchase never heard of.
    #[must_use]
    pub fn has_orphan(&self) -> bool {
        self.has_orphan
    }

    /// What is being bought, and how.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The player, once the backend has said who it is.
    #[must_use]
    pub fn player(&self) -> Option<&PlayerTag> {
        self.player.as_ref()
    }

    /// The order, once there is one.
    #[must_use]
    pub fn order(&self) -> Option<&Order> {
        self.order.as_ref()
    }

    fn identified(&mut self, answer: OrdersAnswer<Identity>, now: Duration) {
        match answer {
            Ok(identity) => {
                self.player = Some(identity.player);
                self.unsettled_top_up = identity.unsettled_top_up;
                self.ordered_at = now;
                self.write_key();
            }
            Err(error) => self.fail(Stage::Identify, Reason::Orders(error)),
        }
    }

    fn answered(&mut self, answer: HostAnswer, now: Duration) {
        match &mut self.state {
            State::CheckingBalance { recharged } => {
                let recharged = recharged.take();
                self.balance_checked(answer, recharged, now);
            }
            State::Recharging => self.recharged(answer, now),
            State::Paying => self.panel_closed(answer, now),
            _ => {}
        }
    }

    fn written(&mut self, result: Result<(), JournalError>, now: Duration) {
        match (&self.state, result) {
            (State::WritingTopUp(_) | State::WritingKey | State::WritingOrder, Err(error)) => {
                self.fail(Stage::Journal, Reason::Journal(error));
            }
            (State::WritingTopUp(tier), Ok(())) => self.recharge(*tier, now),
            (State::WritingKey, Ok(())) => self.create(1, now),
            (State::WritingOrder, Ok(())) => self.ordered_on_record(now),
            _ => {}
        }
    }

    fn tick(&mut self, now: Duration) {
        if self.question.is_some_and(|question| question.until <= now) {
            self.question = None;
            self.unanswered(now);
        }
        self.tick_poll(now);
        match self.state {
            State::CreatingAgain { attempt, at } if at <= now => self.create(attempt, now),
            State::Confirming { until, .. } if until <= now => self.conclude(),
            _ => {}
        }
    }

    fn unanswered(&mut self, now: Duration) {
        let no_answer = || Err(HostError::new(HostErrorKind::NoAnswer, ""));
        let backend_silent = OrdersError::no_answer();
        match &self.state {
            State::Identifying => self.identified(Err(backend_silent), now),
            State::CheckingBalance { .. } | State::Recharging => self.answered(no_answer(), now),
            State::Creating { .. } => self.created(Err(backend_silent), now),
            State::Paying => self.panel_silent(),
            _ => {}
        }
    }

    fn stop(&mut self) {
        self.stopping = true;
        let waits_for_nothing_that_matters =
            matches!(self.state, State::Identifying | State::CheckingBalance { .. } | State::CreatingAgain { .. });
        if waits_for_nothing_that_matters {
            self.fail(self.stage(), Reason::Abandoned);
        }
    }

    fn abandon(&mut self) {
        let reason = match self.state {
            State::Done(_) => return,
            State::Paying | State::Confirming { .. } => Reason::Unsettled,
            State::Recharging => Reason::TopUpUnsettled,
            _ => Reason::Abandoned,
        };
        self.stopping = true;
        self.fail(self.stage(), reason);
    }

    /// Ends the purchase, before `stage`, if nobody waits for it any more.
    fn stopped_before(&mut self, stage: Stage) -> bool {
        if self.stopping {
            self.fail(stage, Reason::Abandoned);
        }
        self.stopping
    }

    fn fail(&mut self, stage: Stage, reason: Reason) {
        let payable_order = self.order.as_ref().filter(|_| !self.order_never_paid()).map(|order| order.id.clone());
        self.report_never_paid();
        let login_required = match &reason {
            Reason::Orders(error) => error.is_login_required(),
            _ => self.login_required,
        };
        let error = PurchaseError::new(Details {
            sku: self.plan.item.sku(),
            stage,
            charged: self.charged(),
            topped_up: self.topped_up(),
            order: payable_order,
            host_error: self.host_error.clone(),
            login_required,
            reason,
        });
        self.end(Err(error));
    }

    fn end(&mut self, outcome: Result<Order, PurchaseError>) {
        self.question = None;
        self.poll = StatusPoll::Off;
        self.state = State::Done(outcome);
    }

    fn charged(&self) -> Charged {
        match self {
            Self { seen_paid: true, .. } => Charged::Yes,
            Self { recharge_called: false, pay_called: false, .. } => Charged::No,
            _ => Charged::Maybe,
        }
    }

    /// Where `pay` may top up by itself, nobody can say that it did not.
    fn topped_up(&self) -> ToppedUp {
        match self.topped_up {
            ToppedUp::No if self.pay_called && self.plan.top_up.is_none() => ToppedUp::Maybe,
            topped_up => topped_up,
        }
    }

    fn stage(&self) -> Stage {
        match self.state {
            State::Identifying => Stage::Identify,
            State::CheckingBalance { .. } => Stage::CheckBalance,
            State::Recharging => Stage::Recharge,
            State::WritingTopUp(_) | State::WritingKey | State::WritingOrder => Stage::Journal,
            State::Creating { .. } | State::CreatingAgain { .. } => Stage::CreateOrder,
            State::Paying => Stage::Pay,
            State::Confirming { .. } | State::Done(_) => Stage::Confirm,
        }
    }

    fn ask(&mut self, now: Duration, within: Duration, command: impl FnOnce(Ticket) -> Command) {
        let ticket = self.next_ticket();
        self.question = Some(Question { ticket, until: now.saturating_add(within) });
        self.commands.push_back(command(ticket));
    }

    fn next_ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    fn expects(&mut self, ticket: Ticket) -> bool {
        self.question.take_if(|question| question.ticket == ticket).is_some()
    }
}
