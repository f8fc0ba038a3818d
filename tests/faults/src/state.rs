//! A state of the search, and where a step leads from it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::bounds::Bounds;
use crate::client::{Client, Effect, Lived, Lives, Reaction, Stimulus, What};
use crate::ids::Numbers;
use crate::plan::Rules;
use crate::step::{Act, Death, Mishap, OfClient, Step, Torn};
use crate::violation::{Violation, check};
use crate::world::{Heard, Pace, Way, World};

/// The world and who lives in it.
#[derive(Clone, Debug)]
pub struct State {
    /// The world.
    pub world: World,
    /// The clients.
    pub clients: Vec<Arc<Client>>,
}

/// Where a step leads.
pub type Next = Result<State, Violation>;

impl State {
    /// Before anything has happened.
    #[must_use]
    pub fn first(rules: &Rules, past: &Lives) -> Self {
        let bounds = rules.bounds;
        let client = |claimant| Client::newborn(bounds, u8::try_from(claimant).unwrap_or(0), past);
        Self { world: World::new(bounds), clients: (1..=bounds.client_count()).map(client).collect() }
    }

    /// Everything that an act can lead to: the client to which it happens may die at any point of what it does.
    #[must_use]
    pub fn after(&self, rules: &Rules, past: &Lives, act: Act) -> Vec<(Step, Next)> {
        let mut next = self.clone();
        let heard = match next.begin(rules, past, act) {
            Ok(heard) => heard,
            Err(violation) => return vec![(act.into(), Err(violation))],
        };
        match heard {
            Some((client, stimulus)) => next.reactions(rules, past, act, client, stimulus),
            None => vec![(act.into(), next.checked(rules))],
        }
    }

    /// What the client may do about it, and how that may end.
    fn reactions(self, rules: &Rules, past: &Lives, act: Act, client: usize, stimulus: Stimulus) -> Vec<(Step, Next)> {
        let lived = self.lived(rules, client, stimulus);
        let (alive, effects) = match self.live(rules, past, client, &lived) {
            Ok(reaction) => reaction,
            Err(violation) => return vec![(act.into(), Err(violation))],
        };
        let mut all = self.deaths(rules, past, act, client, &effects);
        if self.world.faults > 0 && effects.iter().any(|effect| matches!(effect, Effect::Write(_))) {
            let full = self.with_full_storage(rules, past, client, lived);
            all.push((Step { act, mishap: Some(Mishap::FullStorage) }, full));
        }
        all.push((act.into(), self.living(rules, client, alive, &effects)));
        all
    }

    /// Before everything that the client does it may die, and in the middle of writing its journal.
    fn deaths(&self, rules: &Rules, past: &Lives, act: Act, client: usize, effects: &[Effect]) -> Vec<(Step, Next)> {
        let mut all = Vec::new();
        for (done, effect) in effects.iter().enumerate() {
            let mut die = |torn, tearing| {
                let death = Death { before: u8::try_from(done + 1).unwrap_or(u8::MAX), torn };
                let step = Step { act, mishap: Some(Mishap::Dies(death)) };
                all.push((step, self.dying(rules, past, client, &effects[..done], tearing)));
            };
            if has_a_trace(effect) {
                die(None, None);
            }
            if let Effect::Write(text) = effect {
                let tears = Torn::ALL.iter().copied().filter(|torn| torn.of(text) != &**text);
                tears.for_each(|torn| die(Some(torn), Some((text, torn))));
            }
        }
        all
    }

    /// The part of an act that is not a client's.
    fn begin(&mut self, rules: &Rules, past: &Lives, act: Act) -> Result<Heard, Violation> {
        let Rules { bounds, bug } = *rules;
        match act {
            Act::Tick => {
                self.world.tick(bug);
                for client in &mut self.clients {
                    *client = client.at(bounds, self.world.now, past);
                }
                Ok(None)
            }
            Act::Question(at, deal) => self.world.deal(bounds, bug, at.into(), deal),
            Act::Panel(at, deed) => Ok(self.world.end_panel(bug, at.into(), deed)),
            Act::Order(order, what) => self.world.befall(bug, order.into(), what).map(|()| None),
            Act::Client(client, OfClient::Crash) => {
                self.bury(bounds, past, client.into());
                Ok(None)
            }
            Act::Client(client, what) => Ok(Some((client.into(), self.stimulus(client.into(), what)))),
        }
    }

    fn stimulus(&mut self, client: usize, what: OfClient) -> Stimulus {
        match what {
            OfClient::Buy => self.buy(client, Numbers::default()),
            OfClient::BuyOnTop => self.buy(client, self.world.told),
            OfClient::Recover => Stimulus::Recover,
            OfClient::Drop => Stimulus::Drop,
            OfClient::WaitOn => Stimulus::KeepWaiting,
            OfClient::Ring | OfClient::Crash => Stimulus::Ring,
            OfClient::Abandon => {
                for panel in &mut self.world.panels {
                    panel.abandoned |= panel.asker.is_some_and(|(asker, _)| asker == client);
                }
                Stimulus::Abandon
            }
        }
    }

    fn buy(&mut self, client: usize, accepting: Numbers) -> Stimulus {
        let key = self.world.purchases;
        self.world.purchases -= 1;
        if self.world.purchases == 0 {
            self.world.told = Numbers::default();
        }
        self.world.recharges[client] = 0;
        Stimulus::Begin { key, accepting }
    }

    fn lived(&self, rules: &Rules, client: usize, stimulus: Stimulus) -> Lived {
        let journal = &self.world.journals[rules.bounds.journal_of(client)];
        Lived { at: self.world.now, stimulus, journal: journal.text.clone(), full: false }
    }

    fn live(&self, rules: &Rules, past: &Lives, client: usize, lived: &Lived) -> Result<Reaction, Violation> {
        let live = || self.clients[client].live(rules.bounds, lived, past);
        catch_unwind(AssertUnwindSafe(live)).map_err(|panic| {
            let message = panic.downcast::<String>().map_or_else(|_| "without a text".to_owned(), |text| *text);
            Violation::Panicked(message)
        })
    }

    fn living(mut self, rules: &Rules, client: usize, alive: Arc<Client>, effects: &[Effect]) -> Next {
        self.clients[client] = alive;
        for effect in effects {
            self.world.carry_out(rules.bounds, client, effect)?;
        }
        self.checked(rules)
    }

    fn with_full_storage(&self, rules: &Rules, past: &Lives, client: usize, lived: Lived) -> Next {
        let mut next = self.clone();
        next.world.fail();
        let (alive, effects) = next.live(rules, past, client, &Lived { full: true, ..lived })?;
        next.living(rules, client, alive, &effects)
    }

    fn dying(
        &self,
        rules: &Rules,
        past: &Lives,
        client: usize,
        done: &[Effect],
        tearing: Option<(&Arc<str>, Torn)>,
    ) -> Next {
        let mut next = self.clone();
        for effect in done {
            next.world.carry_out(rules.bounds, client, effect)?;
        }
        if let Some((text, torn)) = tearing {
            next.world.write(rules.bounds, client, text, Some(torn));
        }
        next.bury(rules.bounds, past, client);
        next.checked(rules)
    }

    /// A client dies, and the game is started anew.
    fn bury(&mut self, bounds: Bounds, past: &Lives, client: usize) {
        let own = |asker: Option<(usize, usize)>| asker.is_some_and(|(dead, _)| dead == client);
        self.world.questions.retain_mut(|question| {
            if !own(question.asker) {
                return true;
            }
            question.asker = None;
            question.way == Way::There(Pace::Late) && question.what.is_remote()
        });
        for panel in self.world.panels.iter_mut().filter(|panel| own(panel.asker)) {
            panel.asker = None;
        }
        self.world.recharges[client] = 0;
        self.clients[client] = Client::newborn(bounds, self.free_claimant(), past);
    }

    /// The smallest number that nobody goes by.
    fn free_claimant(&self) -> u8 {
        let is_taken = |number: u8| {
            self.clients.iter().any(|client| client.claimant == number)
                || self.world.orders.iter().any(|order| order.lease == Some(number))
                || self
                    .world
                    .questions
                    .iter()
                    .any(|question| matches!(question.what, What::Claim(_, claimant) if claimant == number))
        };
        (1..=u8::MAX).find(|number| !is_taken(*number)).expect("there are never so many")
    }

    fn checked(self, rules: &Rules) -> Next {
        check(rules.bounds, &self)?;
        Ok(self)
    }
}

/// Whether anybody outside could tell that the client has died before it did this, and not after.
fn has_a_trace(effect: &Effect) -> bool {
    matches!(effect, Effect::Write(_) | Effect::Ask(..) | Effect::ReportDead(_) | Effect::Tell(_))
}
