//! What the clients do to the world, and what they must not do.

use std::sync::Arc;

use purchasable::OrderStatus;

use super::{Money, Pace, Panel, Question, Way, World};
use crate::bounds::{Bounds, Home, PANEL_DEADLINE};
use crate::client::{Effect, What};
use crate::ids::{Numbers, order_id};
use crate::step::Torn;
use crate::texts::kept;
use crate::violation::Violation;

impl World {
    /// Carries out what a client does.
    ///
    /// # Errors
    ///
    /// When it must not do that.
    pub fn carry_out(&mut self, bounds: Bounds, client: usize, effect: &Effect) -> Result<(), Violation> {
        match effect {
            Effect::Write(text) => self.write(bounds, client, text, None),
            Effect::Ask(number, What::Pay(order)) => return self.open_panel(bounds, (client, *number), *order),
            Effect::Ask(number, what) => return self.ask(bounds, (client, *number), what),
            Effect::ReportDead(order) => {
                if self.orders[*order].offered {
                    return Err(Violation::SaidDead(*order));
                }
                self.orders[*order].dead_news = true;
            }
            Effect::Tell(orders) => {
                // Only for another purchase does it matter.
                if self.purchases > 0 {
                    self.told = self.told.iter().chain(orders.iter()).collect();
                }
            }
            Effect::NoMatter(number) => self.let_go((client, *number)),
            Effect::SaysUncharged(key) => {
                if let Some(charged) = self.orders.iter().position(|order| order.key == *key && order.was_charged()) {
                    return Err(Violation::SaidUncharged(charged));
                }
            }
        }
        Ok(())
    }

    /// A journal is written, or torn while it is.
    pub fn write(&mut self, bounds: Bounds, client: usize, text: &Arc<str>, torn: Option<Torn>) {
        let journal = &mut self.journals[bounds.journal_of(client)];
        let Some(torn) = torn else {
            journal.text = text.clone();
            journal.torn = false;
            return;
        };
        let left = torn.of(text);
        for (number, order) in self.orders.iter_mut().enumerate() {
            let id = order_id(number);
            order.torn_away |=
                bounds.home == Home::Backend && (journal.text.contains(id.as_str()) || text.contains(id.as_str()));
        }
        journal.torn = !left.is_empty() && left != &**text;
        journal.text = kept(left);
    }

    fn ask(&mut self, bounds: Bounds, asker: (usize, usize), what: &What) -> Result<(), Violation> {
        let mut seen = Numbers::default();
        match what {
            What::Create { key, accepted, again } => {
                if !again && !self.is_on_record(bounds, asker.0, key) {
                    return Err(Violation::KeyNotOnRecord);
                }
                seen = self.in_the_way(*accepted);
            }
            What::Save(order) if !self.orders[*order].was_charged() => return Err(Violation::GrantedUnpaid(*order)),
            What::Claim(order, _) if self.is_granting(asker.0, *order) => {
                return Err(Violation::HandedOutTwice(*order));
            }
            What::Recharge => {
                self.recharges[asker.0] += 1;
                if self.recharges[asker.0] > 1 {
                    return Err(Violation::SecondRecharge);
                }
            }
            _ => {}
        }
        self.questions.push(Question { asker: Some(asker), what: what.clone(), way: Way::There(Pace::Prompt), seen });
        Ok(())
    }

    /// What can still be done is done all the same.
    fn let_go(&mut self, asker: (usize, usize)) {
        self.questions.retain_mut(|question| {
            if question.asker != Some(asker) {
                return true;
            }
            question.asker = None;
            matches!(question.what, What::Claim(..) | What::Ack(_)) && matches!(question.way, Way::There(_))
        });
    }

    fn is_granting(&self, client: usize, number: usize) -> bool {
        let is_own = |question: &Question| question.asker.is_some_and(|(asker, _)| asker == client);
        self.questions.iter().filter(|question| is_own(question) && question.is_prompt()).any(|question| {
            matches!(question.what, What::Claim(order, _) | What::Save(order) | What::Ack(order) if order == number)
        })
    }

    fn open_panel(&mut self, bounds: Bounds, asker: (usize, usize), number: usize) -> Result<(), Violation> {
        if !self.is_on_record(bounds, asker.0, order_id(number).as_str()) {
            return Err(Violation::OrderNotOnRecord(number));
        }
        if self.orders[number].offered {
            return Err(Violation::OfferedTwice(number));
        }
        if let Some(other) = (0..self.orders.len()).find(|other| self.is_silent_second_charge(number, *other)) {
            return Err(Violation::SecondCharge(number, other));
        }
        let blocks = |panel: &Panel| {
            let own = panel.asker.is_some_and(|(client, _)| client == asker.0);
            own && !panel.abandoned && self.now < panel.opened + PANEL_DEADLINE
        };
        if self.panels.iter().any(blocks) {
            return Err(Violation::SecondPanel(number));
        }
        self.orders[number].offered = true;
        self.panels.push(Panel { order: number, asker: Some(asker), opened: self.now, abandoned: false });
        Ok(())
    }

    /// Whether the player could pay both, without having been told.
    fn is_silent_second_charge(&self, number: usize, other: usize) -> bool {
        let [order, earlier] = [number, other].map(|number| &self.orders[number]);
        let accepted = order.accepted.contains(other) || earlier.accepted.contains(number);
        let panel = self.panels.iter().any(|panel| panel.order == other);
        let could_be_paid = match earlier.money {
            // A closed order is no longer waited for: its panel has outlived every bound that the backend can reckon with.
            Money::Untouched => earlier.status == OrderStatus::Pending && panel,
            Money::Taken => {
                !earlier.outlived && !matches!(earlier.status, OrderStatus::Granted | OrderStatus::Refunded)
            }
            Money::Refused | Money::Returned => false,
        };
        number != other && !accepted && could_be_paid
    }

    fn is_on_record(&self, bounds: Bounds, client: usize, name: &str) -> bool {
        self.journals[bounds.journal_of(client)].text.contains(name)
    }
}
