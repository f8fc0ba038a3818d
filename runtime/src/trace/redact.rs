//! What may leave the game: names are numbered, and what somebody else wrote stays.

use core::time::Duration;

use super::{Ended, MOST_EVENTS, Trace};
use crate::flow::{Event, Flow, Moment, Plan};
use crate::journal::Why;
use crate::{
    Answer, AnyAnswer, Created, HostError, JournalError, Order, OrderKey, OrdersAnswer, OrdersError, PlayerTag, TierId,
    TradeOrderId,
};

/// A purchase's events, as they happen.
#[derive(Default)]
pub(crate) struct Redacted {
    names: Names,
    begun: Moment,
    events: Vec<(Duration, Event)>,
    is_cut: bool,
}

impl Redacted {
    /// Writes down what is about to be told to the flow.
    pub(crate) fn record(&mut self, flow: &Flow, event: &Event, now: Moment) {
        let rang_too_early = *event == Event::Tick && flow.due().is_none_or(|due| now < due);
        if rang_too_early {
            return;
        }
        if self.events.len() == MOST_EVENTS {
            self.is_cut = true;
        } else if let Some(event) = self.names.event(event) {
            self.events.push((now.since(self.begun), event));
        }
    }

    /// A purchase of this begins now.
    pub(crate) fn begin(plan: &Plan, now: Moment) -> Self {
        let mut names = Names { sku: plan.item.sku(), ..Names::default() };
        names.plan(plan);
        Self { names, begun: now, ..Self::default() }
    }

    pub(crate) fn trace(&mut self, flow: &Flow) -> Trace {
        Trace {
            plan: self.names.plan(flow.plan()),
            events: self.events.clone(),
            is_cut: self.is_cut,
            ended: flow.outcome().map(Ended::of),
        }
    }
}

/// The numbers of orders and keys, in the order in which they were first seen.
#[derive(Default)]
struct Names {
    sku: &'static str,
    orders: Vec<String>,
    keys: Vec<String>,
}

impl Names {
    fn plan(&mut self, plan: &Plan) -> Plan {
        Plan {
            key: self.key(&plan.key),
            top_up: plan.top_up.map(|_| TierId("tier")),
            orphans: plan.orphans.iter().map(|key| self.key(key)).collect(),
            ..plan.clone()
        }
    }

    fn event(&mut self, event: &Event) -> Option<Event> {
        Some(match event {
            Event::Answered(ticket, answer) => Event::Answered(*ticket, self.answer(answer)?),
            Event::Written(Err(error)) => Event::Written(Err(journal_error(error.is_unreadable()))),
            event => event.clone(),
        })
    }

    /// Nothing for answers that a flow does not ask for.
    fn answer(&mut self, answer: &AnyAnswer) -> Option<AnyAnswer> {
        Some(match answer {
            AnyAnswer::Host(Ok(Answer::LoginCode(_))) => AnyAnswer::Host(Ok(Answer::LoginCode(String::new()))),
            AnyAnswer::Host(answer) => AnyAnswer::Host(answer.clone().map_err(|error| host_error(&error))),
            AnyAnswer::Player(answer) => AnyAnswer::Player(asked(answer, |_| PlayerTag::from("player"))),
            AnyAnswer::Created(answer) => AnyAnswer::Created(asked(answer, |created| self.created(created))),
            AnyAnswer::Status(answer) => AnyAnswer::Status(asked(answer, Clone::clone)),
            _ => return None,
        })
    }

    fn created(&mut self, created: &Created) -> Created {
        match created {
            Created::Order(order) => Created::Order(self.order(order)),
            Created::EarlierOpen(orders) => {
                Created::EarlierOpen(orders.iter().map(|order| self.order(order)).collect())
            }
            Created::Owned | Created::PriceDrift(_) => created.clone(),
        }
    }

    fn order(&mut self, order: &Order) -> Order {
        let id = numbered(&mut self.orders, "order", order.id().as_str());
        // No sku has capitals.
        let sku = if order.sku() == self.sku { self.sku } else { "ANOTHER" };
        Order::new(TradeOrderId::from(id), self.key(order.key()), sku, order.status())
    }

    fn key(&mut self, key: &OrderKey) -> OrderKey {
        OrderKey::from(numbered(&mut self.keys, "key", key.as_str()))
    }
}

fn numbered(known: &mut Vec<String>, what: &str, name: &str) -> String {
    let at = known.iter().position(|known| known == name).unwrap_or_else(|| {
        known.push(name.to_owned());
        known.len() - 1
    });
    format!("{what}-{}", at + 1)
}

fn asked<T, R>(answer: &OrdersAnswer<T>, redact: impl FnOnce(&T) -> R) -> OrdersAnswer<R> {
    match answer {
        Ok(answer) => Ok(redact(answer)),
        Err(error) => Err(OrdersError::new(error.kind, "")),
    }
}

/// Every code that is published is a number of at most eight digits. Anything else may be anybody's.
fn host_error(error: &HostError) -> HostError {
    let bare = HostError::new(error.kind, "");
    let is_number = |code: &&String| {
        let digits = code.strip_prefix('-').unwrap_or(code);
        (1..=8).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    match error.code.as_ref().filter(is_number) {
        Some(code) => bare.with_code(code),
        None => bare,
    }
}

pub(super) fn journal_error(is_unreadable: bool) -> JournalError {
    if is_unreadable {
        JournalError::of(Why::Unreadable, "")
    } else {
        JournalError::new("the journal could not be written")
    }
}
