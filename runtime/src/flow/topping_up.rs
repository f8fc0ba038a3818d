//! Between the order and its payment: does the wallet hold enough, and if not, one top-up.

use super::{Command, Flow, Record, State};
use crate::{Answer, Call, HostAnswer, HostError, HostErrorKind, Reason, Stage, TierId, ToppedUp};

impl Flow {
    pub(super) fn check_balance(&mut self, recharged: Option<HostAnswer>) {
        if self.stopped_before(Stage::CheckBalance) {
            return;
        }
        self.state = State::CheckingBalance { recharged };
        let call = Call::CheckBalance(self.plan.item.beans());
        self.ask(self.plan.timing.answer, |ticket| Command::Call(ticket, call));
    }

    pub(super) fn balance_checked(&mut self, answer: HostAnswer, recharged: Option<HostAnswer>) {
        match (answer, recharged, self.plan.top_up) {
            (Ok(Answer::Sufficient(true)), recharged, _) => {
                self.top_up_settled(recharged.is_some());
                self.pay();
            }
            (Ok(Answer::Sufficient(false)), None, Some(tier)) => self.write_top_up(tier),
            (Ok(Answer::Sufficient(false)), Some(Err(error)), _) if error.kind == HostErrorKind::Rejected => {
                self.fail(Stage::Recharge, Reason::Host(error));
            }
            (Ok(Answer::Sufficient(false)), ..) => self.fail(Stage::Recharge, Reason::TopUpUnsettled),
            (Ok(answer), ..) => self.fail(Stage::CheckBalance, Reason::Host(HostError::unexpected(&answer))),
            (Err(error), ..) => self.fail(Stage::CheckBalance, Reason::Host(error)),
        }
    }

    fn write_top_up(&mut self, tier: TierId) {
        if self.stopped_before(Stage::Recharge) {
            return;
        }
        self.state = State::WritingTopUp(tier);
        self.commands.push_back(Command::Write(Record::TopUp(tier)));
    }

    pub(super) fn recharge(&mut self, tier: TierId) {
        self.recharge_called = true;
        self.topped_up = ToppedUp::Maybe;
        self.state = State::Recharging;
        self.ask(self.plan.timing.panel, |ticket| Command::Call(ticket, Call::Recharge(tier)));
    }

    /// Whatever the host says, the wallet is looked at again: a top-up that failed may have moved money.
    pub(super) fn recharged(&mut self, answer: HostAnswer) {
        match answer {
            Err(error) if error.kind == HostErrorKind::Cancelled => self.not_recharged(Reason::Cancelled),
            Err(error) if error.kind == HostErrorKind::Unavailable => {
                self.recharge_called = false;
                self.not_recharged(Reason::Host(error));
            }
            answer => {
                self.host_error = answer.as_ref().err().cloned();
                if answer == Ok(Answer::Done) {
                    self.topped_up = ToppedUp::Yes;
                }
                self.unsettled_top_up = true;
                self.check_balance(Some(answer));
            }
        }
    }

    fn not_recharged(&mut self, reason: Reason) {
        self.topped_up = ToppedUp::No;
        if !self.unsettled_top_up {
            self.erase_top_up();
        }
        self.fail(Stage::Recharge, reason);
    }

    fn top_up_settled(&mut self, in_this_purchase: bool) {
        if in_this_purchase {
            self.topped_up = ToppedUp::Yes;
        }
        if self.unsettled_top_up {
            self.unsettled_top_up = false;
            self.erase_top_up();
        }
    }

    fn erase_top_up(&mut self) {
        if let Some(tier) = self.plan.top_up {
            self.commands.push_back(Command::Erase(Record::TopUp(tier)));
        }
    }
}
