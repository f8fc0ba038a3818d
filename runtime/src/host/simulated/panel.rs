//! What the host does when it is called.

use super::agenda::Job;
use super::book::Money;
use super::facts::Fact;
use super::faults::HostFault;
use super::world::World;
use crate::{Answer, Beans, Call, HostAnswer, HostError, HostErrorKind, Reply, Tier, TierId, TradeOrderId};

/// An answer to give as soon as nothing is borrowed any more: whoever gets it may call the host again.
pub(super) type Due = Option<(Reply<HostAnswer>, HostAnswer)>;

impl World {
    /// Takes a call in. Only a call that cannot be taken is answered at once.
    pub(super) fn take_call(&mut self, call: Call, reply: Reply<HostAnswer>) -> Due {
        self.note(|| Fact::Called(call.clone()));
        self.notes.pay_calls += u64::from(matches!(call, Call::Pay(_)));
        let fault = self.call_fault(&call);
        if let Some(error) = self.refusal(&call, fault) {
            let answer = Err(error);
            self.note(|| Fact::answered(call, &answer));
            return Some((reply, answer));
        }
        if is_panel(&call) {
            self.notes.panel_opened();
        }
        let delay = if fault == Some(HostFault::AnswersLate) { self.delays.late } else { self.delays.host };
        self.agenda.add(delay, Job::Call(call, fault, reply));
        None
    }

    fn call_fault(&mut self, call: &Call) -> Option<HostFault> {
        let fault = if self.offers(call) { self.faults.for_call(call)? } else { return None };
        self.note(|| Fact::HostFault(fault));
        Some(fault)
    }

    fn offers(&self, call: &Call) -> bool {
        self.capabilities.offer(call.method()).is_there()
    }

    fn refusal(&self, call: &Call, fault: Option<HostFault>) -> Option<HostError> {
        match fault {
            _ if !self.offers(call) => Some(unavailable("the host does not offer this call")),
            Some(HostFault::HostMissing) => Some(unavailable("there is no host")),
            Some(HostFault::CapabilityMissing) => Some(unavailable("the call is not a function")),
            Some(HostFault::Throw) => Some(threw()),
            _ => None,
        }
    }

    pub(super) fn finish_call(&mut self, call: Call, fault: Option<HostFault>, reply: Reply<HostAnswer>) -> Due {
        let answer = match fault {
            Some(HostFault::NeverAnswers) => return self.keep_silent(reply),
            Some(HostFault::DoneUnanswered) => {
                self.perform(&call).ok();
                return self.keep_silent(reply);
            }
            fault => self.disturbed(&call, fault),
        };
        self.notes.panels_open -= usize::from(is_panel(&call));
        self.note(|| Fact::answered(call.clone(), &answer));
        if let Some(second) = second_answer(fault, &answer) {
            self.note(|| Fact::ignored(call, second));
        }
        Some((reply, answer))
    }

    fn keep_silent(&mut self, reply: Reply<HostAnswer>) -> Due {
        self.unanswered.push(reply);
        None
    }

    /// Does what was asked, or what the fault makes of it.
    fn disturbed(&mut self, call: &Call, fault: Option<HostFault>) -> HostAnswer {
        let answer = match fault {
            Some(HostFault::ErrorCode) => Err(rejected("50001000", "internal error")),
            Some(HostFault::Decline) => Err(rejected("declined", "the payment was declined")),
            Some(HostFault::Cancel) => Err(HostError::new(HostErrorKind::Cancelled, "the player closed the panel")),
            Some(HostFault::OrderUsed) => Err(order_used()),
            Some(HostFault::FailThenMoney) => {
                self.agenda.add(self.delays.late, Job::Money(call.clone()));
                Err(rejected("50001000", "internal error"))
            }
            Some(HostFault::Malformed) => {
                self.perform(call).ok();
                Err(HostError::new(HostErrorKind::Malformed, "the answer is not an object").with_raw("\"ok\""))
            }
            Some(HostFault::BalanceChanged) => {
                self.spend_before(call);
                self.perform(call)
            }
            _ => self.perform(call),
        };
        if answer.is_err() {
            self.use_up(call);
        }
        answer
    }

    fn perform(&mut self, call: &Call) -> HostAnswer {
        match call {
            Call::Login => Ok(Answer::LoginCode(format!("simulated-{:x}", self.keys.roll()))),
            Call::CheckBalance(beans) => {
                self.missing = Beans(beans.0.saturating_sub(self.balance.0));
                Ok(Answer::Sufficient(self.missing.0 == 0))
            }
            Call::Recharge(tier) => self.recharge(*tier),
            Call::Pay(order) => self.pay(order),
            Call::OpenBalance => Ok(Answer::Done),
        }
    }

    fn recharge(&mut self, id: TierId) -> HostAnswer {
        let registered = self.tiers.iter().find(|tier| tier.id() == id).map(Tier::beans);
        let unregistered = if self.tiers.is_empty() { self.package(self.missing) } else { None };
        let Some(beans) = registered.or(unregistered) else {
            return Err(rejected("20001003", "the tier id is invalid"));
        };
        self.top_up(beans);
        Ok(Answer::Done)
    }

    fn pay(&mut self, id: &TradeOrderId) -> HostAnswer {
        let Some(order) = self.book.find(id) else {
            return Err(rejected("20011002", "the order does not exist"));
        };
        if self.book.records[order].money != Money::Untouched {
            return Err(order_used());
        }
        self.take_money(order)
    }

    /// The money of a call that had failed.
    pub(super) fn perform_late(&mut self, call: &Call) {
        match (call, self.order_to_pay(call)) {
            (Call::Pay(_), None) => {}
            (_, Some(order)) => drop(self.take_money(order)),
            (call, None) => drop(self.perform(call)),
        }
    }

    fn take_money(&mut self, order: usize) -> HostAnswer {
        if !self.charge(order) {
            return Err(rejected("insufficient", "the wallet does not hold enough Beans"));
        }
        self.send_webhook(order);
        Ok(Answer::Done)
    }

    fn spend_before(&mut self, call: &Call) {
        if let Some(order) = self.order_to_pay(call) {
            self.spend_elsewhere(self.book.records[order].item.beans());
        }
    }

    /// An order whose panel has ended is not taken again (`/doc/tiktok-minis-in-app-purchases`).
    fn use_up(&mut self, call: &Call) {
        if let Some(order) = self.order_to_pay(call) {
            self.book.records[order].money = Money::Refused;
        }
    }

    fn order_to_pay(&self, call: &Call) -> Option<usize> {
        let Call::Pay(id) = call else { return None };
        self.book.find(id).filter(|order| !self.book.records[*order].is_charged())
    }
}

fn second_answer(fault: Option<HostFault>, first: &HostAnswer) -> Option<HostAnswer> {
    match fault {
        Some(HostFault::AnswersTwice) => Some(first.clone()),
        Some(HostFault::SuccessThenFail) => Some(Err(rejected("50001000", "internal error"))),
        _ => None,
    }
}

const fn is_panel(call: &Call) -> bool {
    matches!(call, Call::Recharge(_) | Call::Pay(_))
}

fn rejected(code: &str, message: &str) -> HostError {
    HostError::new(HostErrorKind::Rejected, message).with_code(code)
}

fn order_used() -> HostError {
    rejected("used", "the order was used before; make a new one")
}

fn unavailable(message: &str) -> HostError {
    HostError::new(HostErrorKind::Unavailable, message)
}

fn threw() -> HostError {
    HostError::new(HostErrorKind::Threw, "TypeError: the call threw").with_raw("TypeError: the call threw")
}
