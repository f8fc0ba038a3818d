//! The payment panel is open, or has closed: only the backend knows whether the order is paid.

use super::{Command, Flow, Record, State, StatusPoll, Ticket};
use crate::bug::{self, Bug};
use crate::{
    Answer, HostAnswer, HostErrorKind, Inventory, OrderStatus, OrdersAnswer, OrdersError, PanelOutcome, Reason, Stage,
};

impl Flow {
    /// The host's answer ends the panel. It never delivers.
    pub(super) fn panel_closed(&mut self, error: Option<HostErrorKind>) {
        self.pay_ticket = None;
        let outcome = panel_outcome(error);
        match outcome {
            PanelOutcome::NeverPaid => {
                self.pay_called = false;
                return self.fail_by_host(Stage::Pay);
            }
            PanelOutcome::Succeeded if bug::is(Bug::TrustTheCallback) => return self.paid(OrderStatus::Paid),
            // What the host said of a top-up is settled by this.
            PanelOutcome::Succeeded => self.host_error = None,
            _ => {}
        }
        self.report(outcome);
        self.confirm(outcome);
    }

    pub(super) fn panel_silent(&mut self) {
        self.report(PanelOutcome::NoAnswer);
        self.fail(Stage::Pay, Reason::Unsettled);
    }

    /// An answer after its purchase had stopped waiting is filed with the backend, by order id.
    pub(super) fn host_answered_late(&mut self, ticket: Ticket, answer: &HostAnswer) {
        if self.pay_ticket.take_if(|pay| *pay == ticket).is_some() {
            self.report(panel_outcome(match answer {
                Ok(Answer::Done) => None,
                Ok(_) => Some(HostErrorKind::Malformed),
                Err(error) => Some(error.kind),
            }));
        }
    }

    pub(super) fn confirm(&mut self, panel: PanelOutcome) {
        self.question = None;
        self.outcome = None;
        self.panel = panel;
        self.state = State::Confirming;
        self.until = self.now.after(self.plan.timing.confirm);
        self.ask_status();
    }

    pub(super) fn keep_waiting(&mut self) {
        let unsettled = matches!(self.outcome(), Some(Err(error)) if *error.reason() == Reason::Unsettled);
        if unsettled {
            self.login_required = false;
            self.confirm(PanelOutcome::NoAnswer);
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
        self.poll = StatusPoll::At(self.now.after(self.plan.timing.poll));
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
        match self.panel {
            PanelOutcome::Cancelled if !self.seen_paid => {
                if bug::is(Bug::ForgetOnCancel) {
                    self.commands.push(Command::Erase(Record::Key));
                }
                self.fail(Stage::Pay, Reason::Cancelled);
            }
            PanelOutcome::Failed if !self.seen_paid => self.fail_by_host(Stage::Pay),
            _ => self.fail(Stage::Confirm, Reason::Unsettled),
        }
    }

    pub(super) fn paid(&mut self, status: OrderStatus) {
        if let Some(order) = &self.order {
            self.end(Ok(order.with_status(status)));
        }
    }

    /// After a cancel, the backend is asked once; after a failure, until it has answered once; else until time is up.
    fn not_paid_yet(&mut self, backend_answered: bool) {
        let enough = match self.panel {
            PanelOutcome::Cancelled => true,
            PanelOutcome::Failed => backend_answered,
            _ => false,
        };
        if self.state == State::Confirming && enough && !self.seen_paid {
            self.conclude();
        }
    }

    fn ask_status(&mut self) {
        let Some(order) = &self.order else { return };
        let id = order.id().clone();
        let question = self.question_within(self.plan.timing.answer);
        self.poll = StatusPoll::Asked(question);
        self.commands.push(Command::AskStatus(question.ticket, id));
    }

    pub(super) fn report(&mut self, outcome: PanelOutcome) {
        if let Some(order) = &self.order {
            self.commands.push(Command::Report(order.id().clone(), outcome));
        }
    }
}

fn panel_outcome(error: Option<HostErrorKind>) -> PanelOutcome {
    match error {
        None => PanelOutcome::Succeeded,
        Some(HostErrorKind::Cancelled) => PanelOutcome::Cancelled,
        Some(HostErrorKind::Unavailable) => PanelOutcome::NeverPaid,
        Some(HostErrorKind::Rejected | HostErrorKind::Threw) => PanelOutcome::Failed,
        Some(HostErrorKind::TimedOut | HostErrorKind::Malformed | HostErrorKind::NoAnswer) => PanelOutcome::NoAnswer,
    }
}
