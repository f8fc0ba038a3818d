//! How the open questions, panels and news come to their ends.

use purchasable::{Claim, HostErrorKind, OrderStatus, OrdersErrorKind};

use super::backend::failure;
use super::{Money, Pace, Question, Way, World};
use crate::bounds::{Bounds, Home};
use crate::bug::Bug;
use crate::client::{Answer, Stimulus, What, Word};
use crate::step::{Deal, Deed, OfOrder};
use crate::violation::Violation;

/// What a client hears of it.
pub type Heard = Option<(usize, Stimulus)>;

impl World {
    /// Deals with a question.
    ///
    /// # Errors
    ///
    /// When the backend does what must not be done.
    ///
    /// # Panics
    ///
    /// When it cannot be dealt with like this.
    pub fn deal(&mut self, bounds: Bounds, bug: Option<Bug>, at: usize, deal: Deal) -> Result<Heard, Violation> {
        let question = self.questions.remove(at);
        let Question { asker, what, way, .. } = question.clone();
        let heard = match (deal, way) {
            (Deal::Well, Way::Back(answer)) => Some(answer),
            (Deal::Well, Way::There(_)) => self.act(bounds, bug, &question),
            (Deal::Unreachable, _) => self.failing(|| {
                host_failure(&what, HostErrorKind::Threw).or_else(|| failure(&what, OrdersErrorKind::Unreachable))
            }),
            (Deal::Refused, _) => self.failing(|| {
                host_failure(&what, HostErrorKind::Rejected).or_else(|| failure(&what, OrdersErrorKind::Rejected))
            }),
            (Deal::Cancelled, _) => host_failure(&what, HostErrorKind::Cancelled),
            (Deal::Late, _) => {
                self.fail();
                self.questions.insert(at, Question { way: Way::There(Pace::Late), ..question });
                return Ok(None);
            }
            (Deal::Lost, _) => {
                self.fail();
                return Ok(None);
            }
            (Deal::Unheard, _) => {
                self.fail();
                self.act(bounds, bug, &question);
                let lost = asker.filter(|_| what == What::Recharge);
                return Ok(lost.map(|(client, number)| (client, Stimulus::Lost(number))));
            }
            (Deal::HeardLate, _) => {
                self.fail();
                let answer = self.act(bounds, bug, &question).expect("a save is not held up");
                self.questions.insert(at, Question { way: Way::Back(answer), ..question });
                return Ok(None);
            }
            (Deal::DoneButFailed, _) => {
                self.fail();
                self.act(bounds, bug, &question);
                host_failure(&what, HostErrorKind::Rejected)
            }
        };
        Ok(asker.map(|(client, number)| match heard {
            Some(answer) => (client, Stimulus::Answer(number, answer)),
            None => (client, Stimulus::Saved(number, deal == Deal::Well)),
        }))
    }

    fn failing(&mut self, answer: impl FnOnce() -> Option<Answer>) -> Option<Answer> {
        self.fail();
        answer()
    }

    /// Does what is asked, and gives the answer to bring; of a save there is none.
    fn act(&mut self, bounds: Bounds, bug: Option<Bug>, question: &Question) -> Option<Answer> {
        Some(match &question.what {
            What::Create { key, accepted, .. } => {
                Answer::Created(Ok(self.create(bounds, bug, (key, *accepted), question.seen)))
            }
            What::Status(order) => Answer::Status(Ok(self.status(*order, bug))),
            What::Open => Answer::Open(Ok(self.open())),
            What::Claim(order, claimant) => {
                let claim = self.claim(*order, *claimant);
                debug_assert!(bounds.home == Home::Client || claim != Ok(Claim::Mine), "the backend grants by itself");
                Answer::Claim(claim)
            }
            What::Ack(order) => Answer::Ack(self.ack(*order)),
            What::Save(order) => {
                self.orders[*order].saved = true;
                return None;
            }
            What::CheckBalance => Answer::Host(Ok(Word::Sufficient(self.funds > 0))),
            What::Recharge => {
                self.funds += 1;
                Answer::Host(Ok(Word::Done))
            }
            What::Pay(_) => unreachable!("a panel is dealt with as a panel"),
        })
    }

    /// Deals with a payment panel.
    pub fn end_panel(&mut self, bug: Option<Bug>, at: usize, deed: Deed) -> Heard {
        if deed.is_fault() {
            self.fail();
        }
        let panel = self.panels.remove(at);
        if is_charged(deed) {
            self.charge(panel.order);
            if deed == Deed::Pays {
                self.orders[panel.order].paid_news = None;
                self.hear_of_payment(panel.order, bug);
            }
        } else {
            self.orders[panel.order].money = Money::Refused;
        }
        if deed == Deed::Unavailable {
            self.orders[panel.order].offered = false;
        }
        let (client, number) = panel.asker?;
        if matches!(deed, Deed::PaysUnheard | Deed::CancelsUnheard) {
            return Some((client, Stimulus::Lost(number)));
        }
        Some((client, Stimulus::Answer(number, Answer::Host(answer(deed)))))
    }

    fn charge(&mut self, number: usize) {
        self.orders[number].money = Money::Taken;
        self.funds = self.funds.saturating_sub(1);
        self.send_paid_news(number);
    }

    /// Something happens to an order.
    ///
    /// # Errors
    ///
    /// When the backend does what must not be done.
    pub fn befall(&mut self, bug: Option<Bug>, number: usize, what: OfOrder) -> Result<(), Violation> {
        let was_refunded = self.orders[number].status == OrderStatus::Refunded;
        self.send_news(number, what);
        match what {
            OfOrder::PaidNews | OfOrder::PaidNewsAgain => self.hear_of_payment(number, bug),
            OfOrder::Refund => self.hear_of_refund(number),
            OfOrder::Dead => self.hear_of_death(number),
            OfOrder::Grant => self.grant(number)?,
            OfOrder::Close => self.close(number),
            OfOrder::CloseFails => self.close_without_an_answer(number, bug),
            OfOrder::Outlive => self.outlive(number),
            OfOrder::PaidNewsLate | OfOrder::DeadLost => {}
        }
        if was_refunded && self.orders[number].status != OrderStatus::Refunded {
            return Err(Violation::RefundForgotten(number));
        }
        Ok(())
    }

    fn send_news(&mut self, number: usize, what: OfOrder) {
        if what.is_fault() {
            self.fail();
        }
        let order = &mut self.orders[number];
        match what {
            OfOrder::PaidNews => order.paid_news = None,
            OfOrder::PaidNewsLate => order.paid_news = Some(Pace::Late),
            OfOrder::Dead | OfOrder::DeadLost => order.dead_news = false,
            OfOrder::Refund => order.money = Money::Returned,
            OfOrder::PaidNewsAgain | OfOrder::Outlive | OfOrder::Grant | OfOrder::Close | OfOrder::CloseFails => {}
        }
    }
}

fn is_charged(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::Pays
            | Deed::PaysAhead
            | Deed::PaysUnheard
            | Deed::PaysButFails
            | Deed::PaysButCancels
            | Deed::PaysNonsense
    )
}

/// What the host says of a panel.
fn answer(deed: Deed) -> Result<Word, HostErrorKind> {
    match deed {
        Deed::Pays | Deed::PaysAhead | Deed::PaysUnheard | Deed::Lies => Ok(Word::Done),
        Deed::Cancels | Deed::CancelsUnheard | Deed::PaysButCancels => Err(HostErrorKind::Cancelled),
        Deed::PaysButFails | Deed::Fails => Err(HostErrorKind::Rejected),
        Deed::PaysNonsense | Deed::Nonsense => Err(HostErrorKind::Malformed),
        Deed::Unavailable => Err(HostErrorKind::Unavailable),
    }
}

/// The failure of a question that goes to the host.
fn host_failure(what: &What, kind: HostErrorKind) -> Option<Answer> {
    matches!(what, What::CheckBalance | What::Recharge).then(|| Answer::Host(Err(kind)))
}
