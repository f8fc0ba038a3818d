//! What was found, in words, and in one line from which it can be lived through again.

use std::fmt::{self, Write as _};

use anyhow::{Context, Result, bail};

use crate::bug::Bug;
use crate::client::{Lives, What};
use crate::plan::Rules;
use crate::state::State;
use crate::step::{Act, Death, Deed, Mishap, OfClient, OfOrder, Step, name};
use crate::violation::Violation;
use crate::world::{Way, World};

/// A way through the states of a search.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The rules of the search.
    pub rules: Rules,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Trace {
    /// Reads the line that [`line`](Self::line) wrote.
    ///
    /// # Errors
    ///
    /// When it is no such line.
    pub fn parse(line: &str) -> Result<Self> {
        let mut words = line.split_whitespace();
        let rules = words.next().context("an empty line is no trace")?.parse()?;
        Ok(Self { rules, steps: words.map(str::parse).collect::<Result<_>>()? })
    }

    /// The trace in one line.
    #[must_use]
    pub fn line(&self) -> String {
        let mut line = self.rules.to_string();
        self.steps.iter().for_each(|step| line.extend([" ", &step.to_string()]));
        line
    }

    /// The trace in sentences, with the state of the world after each step where that is wanted.
    ///
    /// # Errors
    ///
    /// When a step is not possible where it stands.
    pub fn story(&self, with_states: bool) -> Result<String> {
        Bug::plant(self.rules.bug);
        let mut story = String::new();
        let mut state = State::first(&self.rules, &Lives::default());
        for (number, step) in (1..).zip(&self.steps) {
            writeln!(story, "{number:>4}. {}", sentence(&state.world, *step))?;
            match state.take(&self.rules, *step)? {
                Ok(next) => state = next,
                Err(violation) => {
                    writeln!(story, "      {violation}")?;
                    break;
                }
            }
            if with_states {
                writeln!(story, "{}", state.world)?;
            }
        }
        Bug::plant(None);
        Ok(story)
    }

    /// The same, and on the fair way until it goes around in a circle.
    #[must_use]
    pub fn and_around(mut self) -> Self {
        let Ok(mut state) = self.end() else { return self };
        let mut seen = Vec::new();
        while let Some(act) = state.fair(self.rules.bounds) {
            let identity = state.identity(self.rules.bounds);
            let Ok(Ok(next)) = state.take(&self.rules, act.into()) else { break };
            if seen.contains(&identity) {
                break;
            }
            seen.push(identity);
            self.steps.push(act.into());
            state = next;
        }
        self
    }

    fn end(&self) -> Result<State> {
        let mut state = State::first(&self.rules, &Lives::default());
        for step in &self.steps {
            match state.take(&self.rules, *step)? {
                Ok(next) => state = next,
                Err(violation) => bail!("{violation}"),
            }
        }
        Ok(state)
    }
}

impl State {
    /// Where one step leads.
    ///
    /// # Errors
    ///
    /// When it is not possible here.
    pub fn take(&self, rules: &Rules, step: Step) -> Result<Result<Self, Violation>> {
        let is_possible = self.acts(rules.bounds).contains(&step.act);
        let all = if is_possible { self.after(rules, &Lives::default(), step.act) } else { Vec::new() };
        let found = all.into_iter().find(|(possible, _)| *possible == step);
        found.map(|(_, next)| next).with_context(|| format!("`{step}` is not possible here"))
    }
}

fn sentence(world: &World, step: Step) -> String {
    let mut sentence = match step.act {
        Act::Client(client, what) => of_client(client, what),
        Act::Question(at, deal) => of_question(world, at, deal.word()),
        Act::Panel(at, deed) => of_panel(world, at, deed),
        Act::Order(order, what) => of_order(order, what),
        Act::Tick => "time passes".to_owned(),
    };
    match step.mishap {
        None => {}
        Some(Mishap::FullStorage) => sentence.push_str("; its storage is full"),
        Some(Mishap::Dies(Death { before, torn })) => {
            let torn = torn.map(|torn| format!(", and leaves the journal torn ({})", torn.word())).unwrap_or_default();
            let before = ordinal(before);
            let death = format!("; the client dies before the {before} thing that it does about it{torn}");
            sentence.push_str(&death);
        }
    }
    format!("{sentence}  [{step}]")
}

fn of_client(client: u8, what: OfClient) -> String {
    let name = name(client);
    match what {
        OfClient::Buy => format!("the player buys the item in {name}"),
        OfClient::BuyOnTop => {
            format!("the player, who was told of the earlier orders, buys the item once more in {name}")
        }
        OfClient::Recover => format!("{name} recovers"),
        OfClient::Drop => format!("{name} drops its purchase"),
        OfClient::Abandon => format!("{name} abandons its purchase"),
        OfClient::WaitOn => format!("{name} waits on for the outcome of its purchase"),
        OfClient::Ring => format!("the timers of {name} ring"),
        OfClient::Crash => format!("{name} dies, and is started anew"),
    }
}

fn of_question(world: &World, at: u8, deal: &str) -> String {
    let Some(question) = world.questions.get(usize::from(at)) else { return format!("question {at}: {deal}") };
    let whose = question
        .asker
        .map_or("a dead client".to_owned(), |(client, _)| name(u8::try_from(client).unwrap_or(0)).to_string());
    let what = match &question.what {
        What::Create { .. } => "for an order".to_owned(),
        What::Status(order) => format!("for the status of order {order}"),
        What::Open => "for the open orders".to_owned(),
        What::Claim(order, _) => format!("for the lease of order {order}"),
        What::Ack(order) => format!("to take note that order {order} is granted"),
        What::Save(order) => format!("to save what order {order} has bought"),
        What::CheckBalance => "whether the wallet holds enough".to_owned(),
        What::Recharge => "for a top-up".to_owned(),
        What::Pay(order) => format!("to pay order {order}"),
    };
    let held_up = if matches!(question.way, Way::Back(_)) { ", whose answer was held up" } else { "" };
    format!("the question of {whose} {what}{held_up}: {deal}")
}

fn of_panel(world: &World, at: u8, deed: Deed) -> String {
    let order = world.panels.get(usize::from(at)).map_or(0, |panel| panel.order);
    let what = match deed {
        Deed::Pays => "the player pays, and the backend hears of it first",
        Deed::PaysAhead => "the player pays, and the game hears of it first",
        Deed::Cancels => "the player cancels",
        Deed::PaysUnheard => "the player pays, and the game never hears of it",
        Deed::CancelsUnheard => "the player cancels, and the game never hears of it",
        Deed::PaysButFails => "the host charges, and says that it failed",
        Deed::PaysButCancels => "the host charges, and says that the player cancelled",
        Deed::Fails => "the host fails",
        Deed::Lies => "the host says that it has charged, and has not",
        Deed::PaysNonsense => "the host charges, and answers nonsense",
        Deed::Nonsense => "the host answers nonsense, and has not charged",
        Deed::Unavailable => "the host says that it never opened it",
    };
    format!("in the panel of order {order}, {what}")
}

fn of_order(order: u8, what: OfOrder) -> String {
    match what {
        OfOrder::PaidNews => format!("the backend hears that order {order} is paid"),
        OfOrder::PaidNewsAgain => format!("the backend hears again that order {order} is paid"),
        OfOrder::PaidNewsLate => format!("the news that order {order} is paid is held up"),
        OfOrder::Refund => format!("order {order} is paid back"),
        OfOrder::Grant => format!("the backend grants order {order}"),
        OfOrder::Close => format!("the backend asks the host about order {order}, and closes it unless it is paid"),
        OfOrder::CloseFails => format!("the backend asks the host about order {order}, and gets no good answer"),
        OfOrder::Dead => format!("the backend hears that order {order} was never paid"),
        OfOrder::DeadLost => format!("the news that order {order} was never paid gets lost"),
        OfOrder::Outlive => format!("the panel of order {order} stays open for longer than the backend waits"),
    }
}

fn ordinal(number: u8) -> String {
    let ending = match number {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "        time {}, {} purchases and {} faults left", self.now, self.purchases, self.faults)?;
        for (number, order) in self.orders.iter().enumerate() {
            let lease = order.lease.map(|claimant| format!(", leased to {claimant}")).unwrap_or_default();
            let saved = if order.saved { ", saved by the game" } else { "" };
            writeln!(f, "        order {number}: {:?}, money {:?}{lease}{saved}", order.status, order.money)?;
        }
        for panel in &self.panels {
            writeln!(f, "        a panel is open for order {}", panel.order)?;
        }
        for question in &self.questions {
            writeln!(f, "        open question: {:?}, {:?}", question.what, question.way)?;
        }
        for (number, journal) in self.journals.iter().enumerate() {
            writeln!(f, "        journal {number}: {:?}", journal.text)?;
        }
        Ok(())
    }
}
