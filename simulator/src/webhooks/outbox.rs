//! Every webhook that was ever due, and those that still are.

use std::{collections::BTreeSet, time::Duration};

use indexmap::IndexMap;

use super::{
    delivery::{Attempt, Delivery, DeliveryState},
    event::{self, Event},
    signature,
};
use crate::{
    settings::{RetrySignature, WebhookSettings},
    world::{World, errors::AdminError, ids::Ids},
};

#[derive(Debug, Default)]
pub struct Outbox {
    deliveries: IndexMap<u64, Delivery>,
    /// When which delivery is due.
    due: BTreeSet<(Duration, u64)>,
    last_id: u64,
}

/// What is to be posted now.
#[derive(Debug)]
pub struct Letter {
    pub url: String,
    pub signature: String,
    pub body: String,
    pub at: Duration,
}

impl Outbox {
    /// All of them, in the order of their events.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Delivery> {
        self.deliveries.values()
    }

    /// When the next delivery is due.
    pub fn next_due(&self) -> Option<Duration> {
        self.due.first().map(|(due, _)| *due)
    }

    /// Nothing is on its way any more. Deliveries are counted on, so that an answer which is still to come fits no new one.
    pub fn clear(&mut self) {
        self.deliveries.clear();
        self.due.clear();
    }

    fn add(&mut self, event: Event, trade_order_id: &str, body: String, state: DeliveryState) -> u64 {
        self.last_id += 1;
        let delivery = Delivery {
            id: self.last_id,
            event: event.name().into(),
            trade_order_id: trade_order_id.into(),
            body,
            forged: false,
            state,
            attempts: Vec::new(),
        };
        self.deliveries.insert(delivery.id, delivery);
        self.queue(self.last_id, state);
        self.last_id
    }

    fn queue(&mut self, id: u64, state: DeliveryState) {
        if let DeliveryState::Waiting { due } = state {
            self.due.insert((due, id));
        }
    }

    fn take_due(&mut self, now: Duration) -> Option<&mut Delivery> {
        let (_, id) = *self.due.first().filter(|(due, _)| *due <= now)?;
        self.due.pop_first();
        self.deliveries.get_mut(&id)
    }
}

impl World {
    /// Writes the webhooks for an event: one, two if chance doubles it, none that is sent if chance loses it.
    pub fn tell(&mut self, event: Event, trade_order_id: &str) {
        let Some(order) = self.orders.find(trade_order_id) else { return };
        let body = event::body(self, event, order);
        let now = self.now();
        let copies = if self.ids.happens(self.settings.webhooks.duplicate) { 2 } else { 1 };
        for _ in 0..copies {
            let state = fate(&self.settings.webhooks, &mut self.ids, now);
            self.outbox.add(event, trade_order_id, body.clone(), state);
        }
    }

    /// A webhook that says an order is paid, with a signature that nobody who has the secret would make.
    pub fn forge(&mut self, trade_order_id: &str) -> Result<u64, AdminError> {
        let order = self.orders.find(trade_order_id).ok_or_else(|| AdminError::UnknownOrder(trade_order_id.into()))?;
        let body = event::body(self, Event::Paid, order);
        let due = self.now();
        let id = self.outbox.add(Event::Paid, trade_order_id, body, DeliveryState::Waiting { due });
        self.outbox.deliveries[&id].forged = true;
        Ok(id)
    }

    /// Sends a webhook once more, whatever has become of it.
    pub fn redeliver(&mut self, id: u64) -> Result<(), AdminError> {
        let state = DeliveryState::Waiting { due: self.now() };
        let delivery = self.outbox.deliveries.get_mut(&id).ok_or(AdminError::UnknownDelivery(id))?;
        if let DeliveryState::Waiting { due } = delivery.state {
            self.outbox.due.remove(&(due, id));
        }
        delivery.state = state;
        self.outbox.queue(id, state);
        Ok(())
    }

    /// The next delivery that is due, and its webhook, signed.
    pub fn take_letter(&mut self) -> Option<(u64, Letter)> {
        let at = self.now();
        loop {
            let delivery = self.outbox.take_due(at)?;
            let Some(url) = self.settings.webhooks.callback.clone() else {
                delivery.state = DeliveryState::NoCallback;
                continue;
            };
            delivery.state = DeliveryState::UnderWay;
            let signature = match (delivery.attempts.first(), self.settings.webhooks.retry_signature) {
                (Some(first), RetrySignature::First) => first.signature.clone(),
                _ => sign(&self.settings.client_secret, at, delivery),
            };
            return Some((delivery.id, Letter { url, signature, body: delivery.body.clone(), at }));
        }
    }

    /// A test event for the callback, signed. It is no delivery, and nothing tries it again.
    pub fn test_letter(&self) -> Option<Letter> {
        let url = self.settings.webhooks.callback.clone()?;
        let (at, body) = (self.now(), event::test_body(self));
        let signature = signature::header(&self.settings.client_secret, at.as_secs(), &body);
        Some(Letter { url, signature, body, at })
    }

    /// Notes how posting a letter has ended.
    pub fn note(&mut self, delivery: u64, attempt: Attempt) {
        let next = self.outbox.deliveries.get_mut(&delivery).and_then(|delivery| delivery.note(attempt));
        if let Some(due) = next {
            self.outbox.queue(delivery, DeliveryState::Waiting { due });
        }
    }
}

fn sign(client_secret: &str, at: Duration, delivery: &Delivery) -> String {
    let key = if delivery.forged { "not the client secret" } else { client_secret };
    signature::header(key, at.as_secs(), &delivery.body)
}

fn fate(settings: &WebhookSettings, ids: &mut Ids, now: Duration) -> DeliveryState {
    if ids.happens(settings.lose) {
        return DeliveryState::Lost;
    }
    let spread = ids.up_to(Duration::from_secs(settings.spread_seconds.into()));
    DeliveryState::Waiting { due: now + Duration::from_secs(settings.delay_seconds.into()) + spread }
}
