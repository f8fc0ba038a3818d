//! Between the order and its payment: does the wallet hold enough, and if not, one top-up.

use super::{Command, Flow, Record, State};
use crate::bug::{self, Bug};
use crate::{Call, HostErrorKind, Reason, Stage, ToppedUp};

impl Flow {
    pub(super) fn check_balance(&mut self) {
        if self.stopped_before(Stage::CheckBalance) {
            return;
        }
        self.state = State::CheckingBalance;
        let ticket = self.ask(self.plan.timing.answer);
        self.commands.push(Command::Call(ticket, Call::CheckBalance(self.plan.item.beans())));
    }

    pub(super) fn balance_checked(&mut self, enough: bool) {
        if enough {
            self.top_up_settled();
            self.pay();
        } else if !self.recharge_called || bug::is(Bug::SecondRecharge) {
            self.write_top_up();
        } else if self.host_error.as_ref().is_some_and(|error| error.kind == HostErrorKind::Rejected) {
            self.fail_by_host(Stage::Recharge);
        } else {
            self.fail(Stage::Recharge, Reason::TopUpUnsettled);
        }
    }

    fn write_top_up(&mut self) {
        if let (false, Some(tier)) = (self.stopped_before(Stage::Recharge), self.plan.top_up) {
            self.state = State::WritingTopUp;
            self.commands.push(Command::Write(Record::TopUp(tier)));
        }
    }

    pub(super) fn recharge(&mut self) {
        if let Some(tier) = self.plan.top_up {
            self.recharge_called = true;
            self.topped_up = ToppedUp::Maybe;
            self.state = State::Recharging;
            let ticket = self.ask(self.plan.timing.panel);
            self.commands.push(Command::Call(ticket, Call::Recharge(tier)));
        }
    }

    /// Whatever the host says, the wallet is looked at again: a top-up that failed may have moved money.
    pub(super) fn recharged(&mut self, error: Option<HostErrorKind>) {
        match error {
            Some(HostErrorKind::Cancelled) => {
                self.not_recharged();
                self.fail(Stage::Recharge, Reason::Cancelled);
            }
            Some(HostErrorKind::Unavailable) => {
                self.recharge_called = false;
                self.not_recharged();
                self.fail_by_host(Stage::Recharge);
            }
            _ => {
                if error.is_none() {
                    self.topped_up = ToppedUp::Yes;
                }
                self.unsettled_top_up = true;
                self.check_balance();
            }
        }
    }

    fn not_recharged(&mut self) {
        self.topped_up = ToppedUp::No;
        if !self.unsettled_top_up {
            self.erase_top_up();
        }
    }

    fn top_up_settled(&mut self) {
        if self.recharge_called {
            self.topped_up = ToppedUp::Yes;
        }
        if self.unsettled_top_up {
            self.unsettled_top_up = false;
            self.erase_top_up();
        }
    }

    fn erase_top_up(&mut self) {
        if let Some(tier) = self.plan.top_up {
            self.commands.push(Command::Erase(Record::TopUp(tier)));
        }
    }
}
