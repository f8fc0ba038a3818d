//! What can happen in a state, and which of it is the fair way on.

use std::sync::Arc;

use purchasable::OrderStatus;

use crate::bounds::{Bounds, Home};
use crate::client::{Buying, Client, What};
use crate::state::State;
use crate::step::{Act, Deal, Deed, OfClient, OfOrder};
use crate::world::{Money, Pace, Question, Way};

impl State {
    /// Everything that can happen.
    #[must_use]
    pub fn acts(&self, bounds: Bounds) -> Vec<Act> {
        if let Some((at, question)) = self.at_once(bounds) {
            return self.deals(question).into_iter().map(|deal| Act::Question(at, deal)).collect();
        }
        let mut acts = Vec::new();
        for client in 0..self.clients.len() {
            self.of_client(bounds, client, &mut acts);
        }
        for (at, question) in (0..).zip(&self.world.questions) {
            acts.extend(self.deals(question).into_iter().map(|deal| Act::Question(at, deal)));
        }
        for at in 0..self.world.panels.len() {
            acts.extend(self.deeds(at).map(|deed| Act::Panel(small(at), deed)));
        }
        for order in 0..self.world.orders.len() {
            self.of_order(bounds, order, &mut acts);
        }
        if self.time_may_pass() {
            acts.push(Act::Tick);
        }
        acts
    }

    /// The way on when nothing more goes wrong, everything under way arrives, players cancel nothing, time passes, and games
    /// recover what they can; nothing when nothing is left to happen.
    #[must_use]
    pub fn fair(&self, bounds: Bounds) -> Option<Act> {
        if let Some((at, _)) = self.at_once(bounds) {
            return Some(Act::Question(at, Deal::Well));
        }
        let clients = 0..self.clients.len();
        let of_client = |client: usize, what| Some(Act::Client(small(client), what));
        if let Some(client) = clients.clone().find(|client| self.has_to_ring(*client)) {
            return of_client(client, OfClient::Ring);
        }
        if !self.world.questions.is_empty() {
            return Some(Act::Question(0, Deal::Well));
        }
        if let Some(news) = (0..self.world.orders.len()).find_map(|order| self.news(bounds, order)) {
            return Some(news);
        }
        if !self.world.panels.is_empty() {
            return Some(Act::Panel(0, Deed::Pays));
        }
        if let Some(client) = clients.clone().find(|client| self.clients[*client].standing.buying == Buying::Unsettled)
        {
            return of_client(client, OfClient::Drop);
        }
        if self.time_may_pass() {
            return Some(Act::Tick);
        }
        if let Some(order) = (0..self.world.orders.len()).find(|order| self.can_be_closed(*order)) {
            return Some(Act::Order(small(order), OfOrder::Close));
        }
        clients
            .into_iter()
            .find(|client| self.has_to_recover(bounds, *client))
            .and_then(|client| of_client(client, OfClient::Recover))
    }

    /// Whether every paid order is granted once and every shop is free.
    #[must_use]
    pub fn is_settled(&self, bounds: Bounds) -> bool {
        let orders = &self.world.orders;
        let settled = orders.iter().all(|order| match (order.money, bounds.home) {
            (Money::Untouched | Money::Refused, _) => order.status == OrderStatus::Closed,
            (Money::Taken, Home::Client) => order.status == OrderStatus::Granted && order.saved,
            (Money::Taken, Home::Backend) => order.status == OrderStatus::Granted && (order.saved || order.torn_away),
            (Money::Returned, _) => order.status == OrderStatus::Refunded && order.told,
        });
        settled && self.clients.iter().all(|client| !client.standing.busy && client.standing.buying == Buying::Nothing)
    }

    /// A question that was just asked, and is dealt with in one go with the step that asked it: nobody else races for it.
    fn at_once(&self, bounds: Bounds) -> Option<(u8, &Question)> {
        let just_asked =
            |question: &Question| question.what.is_at_once(bounds) && question.way == Way::There(Pace::Prompt);
        (0..).zip(&self.world.questions).find(|(_, question)| just_asked(question))
    }

    fn of_client(&self, bounds: Bounds, number: usize, acts: &mut Vec<Act>) {
        let client = &self.clients[number];
        let is_free = |busy: bool| bounds.is_restless() || !busy;
        let may_buy = client.standing.buying == Buying::Nothing
            && self.world.purchases > 0
            && is_free(client.standing.recovering);
        let may_recover = !client.standing.recovering && is_free(client.standing.buying != Buying::Nothing);
        let mut add = |can: bool, what| {
            if can {
                acts.push(Act::Client(small(number), what));
            }
        };
        add(self.has_to_ring(number), OfClient::Ring);
        add(may_buy, OfClient::Buy);
        add(may_buy && !self.world.told.is_empty(), OfClient::BuyOnTop);
        add(may_recover && self.is_worth_recovering(bounds, number), OfClient::Recover);
        add(
            client.standing.buying == Buying::Unsettled
                || (bounds.is_restless() && client.standing.buying == Buying::Purchasing),
            OfClient::Drop,
        );
        add(bounds.is_restless() && client.standing.busy, OfClient::Abandon);
        add(bounds.is_restless() && client.standing.buying == Buying::Unsettled, OfClient::WaitOn);
        add(!client.is_newborn(), OfClient::Crash);
    }

    fn has_to_ring(&self, client: usize) -> bool {
        self.clients[client].standing.timer.is_some_and(|at| at <= self.world.now)
    }

    /// Before anything was asked of the backend and anything was written there is nothing to find.
    fn is_worth_recovering(&self, bounds: Bounds, client: usize) -> bool {
        !self.world.orders.is_empty() || !self.world.journals[bounds.journal_of(client)].text.is_empty()
    }

    /// Of what a journal keeps only a top-up may stay: it is there until the wallet is seen to hold enough.
    fn has_to_recover(&self, bounds: Bounds, client: usize) -> bool {
        let journal = &self.world.journals[bounds.journal_of(client)];
        let open = self.world.orders.iter().any(|order| match order.status {
            OrderStatus::Paid => true,
            OrderStatus::Refunded => !order.told,
            OrderStatus::Pending | OrderStatus::Closed | OrderStatus::Granted => false,
        });
        open || journal.torn || journal.text.contains("attempt")
    }

    fn deals(&self, question: &Question) -> Vec<Deal> {
        let mut deals = vec![Deal::Well];
        if question.what == What::Recharge && question.asker.is_some() && question.way == Way::There(Pace::Prompt) {
            deals.push(Deal::Cancelled);
        }
        if self.world.faults == 0 || question.way != Way::There(Pace::Prompt) {
            return deals;
        }
        deals.extend_from_slice(match question.what {
            What::Create { .. } => &[Deal::Unreachable, Deal::Refused, Deal::Late, Deal::HeardLate],
            What::Claim(..) => &[Deal::Unreachable, Deal::Unheard],
            What::Ack(_) => &[Deal::Unreachable, Deal::Refused, Deal::Lost, Deal::Unheard],
            What::Status(_) | What::Open => &[Deal::Unreachable, Deal::Lost, Deal::HeardLate],
            What::CheckBalance => &[Deal::Unreachable, Deal::Refused, Deal::Lost],
            What::Save(_) => &[Deal::Refused, Deal::DoneButFailed],
            What::Recharge => &[Deal::Refused, Deal::DoneButFailed, Deal::Unheard],
            What::Pay(_) => &[],
        });
        deals
    }

    fn deeds(&self, at: usize) -> impl Iterator<Item = Deed> {
        let panel = &self.world.panels[at];
        let may_fail = self.world.faults > 0 && panel.asker.is_some();
        let just_opened = panel.opened == self.world.now;
        let faults = [
            Deed::PaysUnheard,
            Deed::CancelsUnheard,
            Deed::PaysButFails,
            Deed::PaysButCancels,
            Deed::Fails,
            Deed::Lies,
            Deed::PaysNonsense,
            Deed::Nonsense,
            Deed::Unavailable,
        ];
        let can_be = move |deed: &Deed| may_fail && (*deed != Deed::Unavailable || just_opened);
        [Deed::Pays, Deed::PaysAhead, Deed::Cancels].into_iter().chain(faults.into_iter().filter(can_be))
    }

    fn of_order(&self, bounds: Bounds, number: usize, acts: &mut Vec<Act>) {
        let order = &self.world.orders[number];
        let may_fail = self.world.faults > 0;
        let mut add = |can: bool, what| {
            if can {
                acts.push(Act::Order(small(number), what));
            }
        };
        let prompt = Some(Pace::Prompt);
        add(order.paid_news.is_some(), OfOrder::PaidNews);
        add(order.paid_news == prompt && may_fail, OfOrder::PaidNewsLate);
        add(order.paid_news.is_none() && order.was_charged() && may_fail, OfOrder::PaidNewsAgain);
        add(order.dead_news, OfOrder::Dead);
        add(order.dead_news && may_fail, OfOrder::DeadLost);
        add(
            order.status == OrderStatus::Pending && self.has_panel(number) && self.is_long_after() && may_fail,
            OfOrder::Outlive,
        );
        add(order.money == Money::Taken && may_fail, OfOrder::Refund);
        add(self.world.is_due(bounds, number), OfOrder::Grant);
        add(self.can_be_closed(number), OfOrder::Close);
        add(self.can_be_closed(number) && may_fail, OfOrder::CloseFails);
    }

    /// What is under way to the backend about an order.
    fn news(&self, bounds: Bounds, number: usize) -> Option<Act> {
        let order = &self.world.orders[number];
        let what = match order {
            _ if order.paid_news.is_some() => OfOrder::PaidNews,
            _ if order.dead_news => OfOrder::Dead,
            _ if self.world.is_due(bounds, number) => OfOrder::Grant,
            _ => return None,
        };
        Some(Act::Order(small(number), what))
    }

    /// The backend waits for longer than a panel can be open, and until the order is too old for the shop to open one.
    fn can_be_closed(&self, number: usize) -> bool {
        let order = &self.world.orders[number];
        let comes = |client: &Arc<Client>| client.standing.key.as_deref() == Some(&*order.key);
        let may_be_offered = !order.offered && self.clients.iter().any(comes);
        order.status == OrderStatus::Pending
            && order.paid_news != Some(Pace::Prompt)
            && !self.has_panel(number)
            && !may_be_offered
    }

    fn has_panel(&self, number: usize) -> bool {
        self.world.panels.iter().any(|panel| panel.order == number)
    }

    /// So long after everything that nobody waits for anything any more.
    fn is_long_after(&self) -> bool {
        !self.world.is_prompt() && self.clients.iter().all(|client| client.standing.timer.is_none())
    }

    fn time_may_pass(&self) -> bool {
        let rings = (0..self.clients.len()).any(|client| self.has_to_ring(client));
        let waits = self.world.orders.iter().any(|order| order.lease.is_some())
            || self.clients.iter().any(|client| client.standing.timer.is_some());
        waits && !self.world.is_prompt() && !rings
    }
}

/// There are never more than a handful of anything.
fn small(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
