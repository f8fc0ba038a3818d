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
//! Where earlier orders stand in the way of `create`, the flow asks what became of each, and then creates again. One that is paid
//! ends the purchase in place of a new one.
//!
//! A game has no need of this module: [`Shop`](crate::Shop) runs the flow against its bridge, orders and journal.

mod confirming;
#[cfg(feature = "__test")]
mod fingerprint;
mod moment;
mod ordering;
mod protocol;
mod settling;
mod topping_up;

use core::time::Duration;

use crate::error::Details;
use crate::{
    Answer, AnyAnswer, Charged, Created, HostAnswer, HostError, JournalError, Order, OrdersAnswer, OrdersError,
    PanelOutcome, PlayerTag, PurchaseError, Reason, Stage, ToppedUp,
};

pub(crate) use moment::{Moment, Wait};

pub use protocol::{Command, Event, OnRecord, Plan, Record, Step, Ticket, Timing};

/// The state machine of one purchase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that has happened, whatever the state")]
pub struct Flow {
    plan: Plan,
    now: Moment,
    state: State,
    /// When the state ends by itself, where it does.
    until: Moment,
    /// How often the order was asked for.
    attempt: u8,
    outcome: Option<Result<Order, PurchaseError>>,
    commands: Vec<Command>,
    tickets: u32,
    question: Option<Question>,
    poll: StatusPoll,
    pay_ticket: Option<Ticket>,
    player: Option<PlayerTag>,
    order: Option<Order>,
    /// Earlier orders for the item that stand in the way, and are to be asked about.
    earlier: Vec<Order>,
    /// When the order was first asked for.
    ordered_at: Moment,
    /// What the host said last that was not plainly yes.
    host_error: Option<HostError>,
    /// What became of the payment panel.
    panel: PanelOutcome,
    unsettled_top_up: bool,
    topped_up: ToppedUp,
    recharge_called: bool,
    pay_called: bool,
    seen_paid: bool,
    login_required: bool,
    stopping: bool,
    /// Whether earlier orders were asked about.
    settled: bool,
    has_orphan: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum State {
    Identifying,
    CheckingBalance,
    WritingTopUp,
    Recharging,
    WritingKey,
    Creating,
    /// No answer came: the order is asked for again.
    CreatingAgain,
    /// An earlier order stands in the way: what became of it?
    Settling,
    WritingOrder,
    Paying,
    Confirming,
    Done,
}

const HOST_ASKED: [State; 3] = [State::CheckingBalance, State::Recharging, State::Paying];

/// A question that is open, and when it counts as unanswered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Question {
    ticket: Ticket,
    until: Moment,
}

/// The repeated question whether the order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum StatusPoll {
    Off,
    At(Moment),
    Asked(Question),
}

impl Flow {
    /// Begins a purchase.
    #[must_use]
    pub fn new(plan: Plan, now: Duration) -> Self {
        let now = Moment::from(now);
        let mut flow = Self {
            plan,
            now,
            state: State::Identifying,
            until: now,
            attempt: 0,
            outcome: None,
            commands: Vec::new(),
            tickets: 0,
            question: None,
            poll: StatusPoll::Off,
            pay_ticket: None,
            player: None,
            order: None,
            earlier: Vec::new(),
            ordered_at: now,
            host_error: None,
            panel: PanelOutcome::NeverPaid,
            unsettled_top_up: false,
            topped_up: ToppedUp::No,
            recharge_called: false,
            pay_called: false,
            seen_paid: false,
            login_required: false,
            stopping: false,
            settled: false,
            has_orphan: false,
        };
        let ticket = flow.ask(flow.plan.timing.answer);
        flow.commands.push(Command::Identify(ticket));
        flow
    }

    /// Takes in what has happened, at the time at which it did. Afterwards, [`take_commands`](Self::take_commands) is
    /// due.
    pub fn handle(&mut self, event: Event, now: Duration) {
        self.now = Moment::from(now);
        match event {
            Event::Answered(ticket, answer) => self.answered(ticket, answer),
            Event::Written(result) => self.written(result),
            Event::Tick => self.tick(),
            Event::Stop => self.stop(),
            Event::Abandon => self.abandon(),
            Event::KeepWaiting => self.keep_waiting(),
        }
    }

    /// What is to be done now, in order. Due after `new` and after every [`handle`](Self::handle). A [`Command::Write`] is
    /// answered, and what that brings is carried out, before the commands after it.
    #[must_use = "nobody else carries the commands out"]
    pub fn take_commands(&mut self) -> Vec<Command> {
        core::mem::take(&mut self.commands)
    }

    /// When [`Event::Tick`] is due, unless something else happens before. Changes with every event.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        self.due().map(Duration::from)
    }

    pub(crate) fn due(&self) -> Option<Moment> {
        let state = match self.state {
            State::CreatingAgain | State::Confirming => Some(self.until),
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
            State::CheckingBalance => Step::CheckingBalance,
            State::WritingTopUp | State::Recharging => Step::ToppingUp { again: self.unsettled_top_up },
            State::WritingKey | State::Creating | State::CreatingAgain | State::Settling | State::WritingOrder => {
                Step::Ordering
            }
            State::Paying => Step::Paying,
            State::Confirming => Step::Confirming,
            State::Done => Step::Done,
        }
    }

    /// The paid order, or why there is none; `None` while the purchase is under way.
    #[must_use]
    pub fn outcome(&self) -> Option<&Result<Order, PurchaseError>> {
        self.outcome.as_ref()
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

    /// Every answer but an expected one comes too late, and some of those still count.
    fn answered(&mut self, ticket: Ticket, answer: AnyAnswer) {
        match answer {
            AnyAnswer::Status(answer) if self.expects_status(ticket) => self.status(answer),
            AnyAnswer::Status(answer) if self.expects(ticket, &[State::Settling]) => self.earlier_status(answer),
            AnyAnswer::Player(answer) if self.expects(ticket, &[State::Identifying]) => self.identified(answer),
            AnyAnswer::Host(answer) if self.expects(ticket, &HOST_ASKED) => self.host_answered(answer),
            AnyAnswer::Host(answer) => self.host_answered_late(ticket, &answer),
            AnyAnswer::Created(answer) if self.expects(ticket, &[State::Creating]) => self.created(answer),
            AnyAnswer::Created(Ok(Created::Order(order))) => self.created_late(order),
            _ => {}
        }
    }

    fn identified(&mut self, answer: OrdersAnswer<PlayerTag>) {
        match answer {
            Ok(player) => {
                self.player = Some(player);
                self.ordered_at = self.now;
                self.write_key();
            }
            Err(error) => self.fail(Stage::Identify, Reason::Orders(error)),
        }
    }

    fn host_answered(&mut self, answer: HostAnswer) {
        match (self.state, answer) {
            (State::CheckingBalance, Ok(Answer::Sufficient(enough))) => self.balance_checked(enough),
            (State::Recharging, Ok(Answer::Done)) => self.recharged(None),
            (State::Paying, Ok(Answer::Done)) => self.panel_closed(None),
            (_, Ok(_)) => self.host_failed(HostError::unexpected()),
            (_, Err(error)) => self.host_failed(error),
        }
    }

    fn host_failed(&mut self, error: HostError) {
        let kind = error.kind;
        self.host_error = Some(error);
        match self.state {
            State::CheckingBalance => self.fail_by_host(Stage::CheckBalance),
            State::Recharging => self.recharged(Some(kind)),
            State::Paying => self.panel_closed(Some(kind)),
            _ => {}
        }
    }

    fn written(&mut self, result: Result<OnRecord, JournalError>) {
        match (self.state, result) {
            (State::WritingTopUp | State::WritingKey | State::WritingOrder, Err(error)) => {
                self.fail(Stage::Journal, Reason::Journal(error));
            }
            (State::WritingTopUp, Ok(_)) => self.recharge(),
            (State::WritingKey, Ok(known)) => {
                self.unsettled_top_up = known.unsettled_top_up;
                self.create();
            }
            (State::WritingOrder, Ok(_)) => self.ordered_on_record(),
            _ => {}
        }
    }

    fn tick(&mut self) {
        if self.question.take_if(|question| question.until <= self.now).is_some() {
            self.unanswered();
        }
        self.tick_poll();
        match self.state {
            State::CreatingAgain if self.until <= self.now => self.create(),
            State::Confirming if self.until <= self.now => self.conclude(),
            _ => {}
        }
    }

    fn unanswered(&mut self) {
        match self.state {
            State::Identifying => self.identified(Err(OrdersError::no_answer())),
            State::Creating => self.created(Err(OrdersError::no_answer())),
            State::Settling => self.earlier_status(Err(OrdersError::no_answer())),
            State::CheckingBalance | State::Recharging => {
                self.host_failed(HostError::no_answer());
            }
            State::Paying => self.panel_silent(),
            _ => {}
        }
    }

    fn stop(&mut self) {
        self.stopping = true;
        let waits_for_nothing_that_matters =
            matches!(self.state, State::Identifying | State::CheckingBalance | State::CreatingAgain | State::Settling);
        if waits_for_nothing_that_matters {
            self.fail(self.stage(), Reason::Abandoned);
        }
    }

    fn abandon(&mut self) {
        let reason = match self.state {
            State::Done => return,
            State::Paying | State::Confirming => Reason::Unsettled,
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

    /// Ends the purchase because of what the host said last.
    fn fail_by_host(&mut self, stage: Stage) {
        if let Some(error) = self.host_error.take() {
            self.fail(stage, Reason::Host(error));
        }
    }

    fn fail(&mut self, stage: Stage, reason: Reason) {
        let payable_order = self.order.as_ref().filter(|_| !self.order_never_paid()).map(|order| order.id().clone());
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
        self.state = State::Done;
        self.outcome = Some(outcome);
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
            State::CheckingBalance => Stage::CheckBalance,
            State::Recharging => Stage::Recharge,
            State::WritingTopUp | State::WritingKey | State::WritingOrder => Stage::Journal,
            State::Creating | State::CreatingAgain | State::Settling => Stage::CreateOrder,
            State::Paying => Stage::Pay,
            State::Confirming | State::Done => Stage::Confirm,
        }
    }

    /// Opens the question that the state waits for.
    fn ask(&mut self, within: Wait) -> Ticket {
        let question = self.question_within(within);
        self.question = Some(question);
        question.ticket
    }

    fn question_within(&mut self, within: Wait) -> Question {
        self.tickets += 1;
        Question { ticket: Ticket(self.tickets), until: self.now.after(within) }
    }

    /// Whether this answers the open question, asked in one of these states.
    fn expects(&mut self, ticket: Ticket, states: &[State]) -> bool {
        states.contains(&self.state) && self.question.take_if(|question| question.ticket == ticket).is_some()
    }
}
