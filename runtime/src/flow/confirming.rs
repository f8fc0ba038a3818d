//! The payment panel is open, or has closed: only the backend knows whether the order is paid.

use super::{Command, Flow, State, StatusPoll, Ticket};
use crate::{
    Answer, HostAnswer, HostError, HostErrorKind, Inventory, OrderStatus, OrdersAnswer, OrdersError,
    PanelOutcome, Reason, Stage,
};

/// What the host's answer means if the backend knows of no payment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Verdict {
    /// The payment may be on its way: ask until time is up, then say that the outcome is unknown.
    Open,
    /// The player closed the panel: ask once.
    Cancelled,
    /// The host said no: ask until the backend has answered once.
    Failed(HostError),
}

impl Flow {
    /// The host's answer ends the panel. It never delivers.
    pub(super) fn panel_closed(&mut self, answer: HostAnswer) {
        self.pay_ticket = None;
        let outcome = panel_outcome(&answer);
        let error = match answer {
            Ok(Answer::Done) => None,
            Ok(answer) => Some(HostError::unexpected(&answer)),
            Err(error) => Some(error),
        };
        self.host_error.clone_from(&error);
        let verdict = match (outcome, error) {
            (PanelOutcome::NeverPaid, Some(error)) => {
                self.pay_called = false;
                return self.fail(Stage::Pay, Reason::Host(error));
            }
            (PanelOutcome::Failed, Some(error)) => Verdict::Failed(error),
            (PanelOutcome::Cancelled, _) => Verdict::Cancelled,
            _ => Verdict::Open,
        };
        self.report(outcome);
        self.confirm(verdict);
    }

    pub(super) fn panel_silent(&mut self) {
        self.report(PanelOutcome::NoAnswer);
        self.fail(Stage::Pay, Reason::Unsettled);
    }

    /// An answer after its purchase had stopped waiting is filed with the backend, by order id.
    pub(super) fn host_answered_late(&mut self, ticket: Ticket, answer: &HostAnswer) {
        if self.pay_ticket.take_if(|pay| *pay == ticket).is_some() {
            self.report(panel_outcome(answer));
        }
    }

    pub(super) fn confirm(&mut self, verdict: Verdict) {
        self.question = None;
        self.state = State::Confirming { verdict, until: self.after(self.plan.timing.confirm) };
        self.ask_status();
    }

    pub(super) fn keep_waiting(&mut self) {
        let unsettled = matches!(&self.state, State::Done(Err(error)) if *error.reason() == Reason::Unsettled);
        if unsettled {
            self.login_required = false;
            self.confirm(Verdict::Open);
        }
    }

    pub(super) fn tick_poll(&mut self) {
        match self.poll {
            StatusPoll::At(at) if at <= self.now => self.ask_status(),
            StatusPoll::Asked(question) if question.until <= self.now => {
                self.status(Err(OrdersError::no_answer()));
            }
            _ => {}
        }
    }

    pub(super) fn expects_status(&self, ticket: Ticket) -> bool {
        matches!(self.poll, StatusPoll::Asked(question) if question.ticket == ticket)
    }

    pub(super) fn status(&mut self, answer: OrdersAnswer<OrderStatus>) {
        self.poll = StatusPoll::At(self.after(self.plan.timing.poll));
        self.login_required = answer.as_ref().is_err_and(OrdersError::is_login_required);
        match (answer, self.plan.inventory) {
            (Ok(status @ OrderStatus::Granted), _) | (Ok(status @ OrderStatus::Paid), Inventory::Client) => {
                self.paid(status);
            }
            (Ok(OrderStatus::Paid), Inventory::Backend) => self.seen_paid = true,
            (Ok(OrderStatus::Refunded), _) => {
                self.seen_paid = true;
                self.fail(Stage::Confirm, Reason::Refunded);
            }
            (Ok(OrderStatus::Pending | OrderStatus::Closed), _) => self.not_paid_yet(true),
            (Err(_), _) => self.not_paid_yet(false),
        }
    }

    /// Time is up: what is not known by now is not waited for.
    pub(super) fn conclude(&mut self) {
        let State::Confirming { verdict, .. } = &self.state else { return };
        let reason = match verdict {
            _ if self.seen_paid => Reason::Unsettled,
            Verdict::Open => Reason::Unsettled,
            Verdict::Cancelled => Reason::Cancelled,
            Verdict::Failed(error) => Reason::Host(error.clone()),
        };
        let stage = if reason == Reason::Unsettled { Stage::Confirm } else { Stage::Pay };
        self.fail(stage, reason);
    }

    fn paid(&mut self, status: OrderStatus) {
        if let Some(order) = &self.order {
            self.end(Ok(order.with_status(status)));
        }
    }

    fn not_paid_yet(&mut self, backend_answered: bool) {
        let State::Confirming { verdict, .. } = &self.state else { return };
        let enough = match verdict {
            _ if self.seen_paid => false,
            Verdict::Open => false,
            Verdict::Cancelled => true,
            Verdict::Failed(_) => backend_answered,
        };
        if enough {
            self.conclude();
        }
    }

    fn ask_status(&mut self) {
        let Some(order) = &self.order else { return };
        let id = order.id().clone();
        let question = self.question_within(self.plan.timing.answer);
        self.poll = StatusPoll::Asked(question);
        self.commands.push_back(Command::AskStatus(question.ticket, id));
    }

    pub(super) fn report(&mut self, outcome: PanelOutcome) {
        if let Some(order) = &self.order {
            self.commands.push_back(Command::Report(order.id().clone(), outcome));
        }
    }
}

fn panel_outcome(answer: &HostAnswer) -> PanelOutcome {
    match answer {
        Ok(Answer::Done) => PanelOutcome::Succeeded,
        Ok(_) => PanelOutcome::NoAnswer,
        Err(error) => match error.kind {
            HostErrorKind::Cancelled => PanelOutcome::Cancelled,
            HostErrorKind::Unavailable => PanelOutcome::NeverPaid,
            HostErrorKind::Rejected | HostErrorKind::Threw => PanelOutcome::Failed,
            HostErrorKind::TimedOut | HostErrorKind::Malformed | HostErrorKind::NoAnswer => PanelOutcome::NoAnswer,
        },
    }
}
