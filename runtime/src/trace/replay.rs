//! Playing a trace again.

use core::fmt;
use core::iter::FusedIterator;
use core::slice;
use core::time::Duration;

use super::text::EventText;
use super::{Ended, Trace};
use crate::flow::{Command, Event, Flow, Record};
use crate::{Call, Order, PanelOutcome, PurchaseError, Reason, Step};

/// A purchase that is lived through again, an event at a time: an iterator over what happened and what the flow of this
/// build did about it.
#[derive(Clone, Debug)]
pub struct Replay<'a> {
    trace: &'a Trace,
    events: slice::Iter<'a, (Duration, Event)>,
    flow: Flow,
    has_begun: bool,
}

/// One event, and what it brought about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Replayed<'a> {
    /// Since the purchase began.
    pub at: Duration,
    /// What happened; nothing for the beginning.
    pub event: Option<&'a Event>,
    /// What the flow wants done because of it.
    pub commands: Vec<Command>,
    /// Where the purchase is now.
    pub step: Step,
}

/// This build ends a purchase otherwise than the one that lived through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndsOtherwise {
    then: String,
    now: String,
}

impl Trace {
    /// Begins to play it again.
    #[must_use]
    pub fn replay(&self) -> Replay<'_> {
        let flow = Flow::new(self.plan.clone(), Duration::ZERO);
        Replay { trace: self, events: self.events.iter(), flow, has_begun: false }
    }
}

impl Replay<'_> {
    /// Plays what is left, and compares how it ends. A trace that is cut need not end: what ended it is missing.
    ///
    /// # Errors
    ///
    /// When this build ends the purchase otherwise.
    pub fn check(mut self) -> Result<(), EndsOtherwise> {
        self.by_ref().for_each(drop);
        let words = |ended: Option<&Ended>| ended.map_or_else(|| "still under way".to_owned(), ToString::to_string);
        let (then, now) = (words(self.trace.ended.as_ref()), words(self.flow.outcome().map(Ended::of).as_ref()));
        let may_go_on = match self.flow.outcome() {
            None => true,
            Some(outcome) => outcome.as_ref().is_err_and(|error| *error.reason() == Reason::Unsettled),
        };
        if then == now || (self.trace.is_cut && may_go_on) { Ok(()) } else { Err(EndsOtherwise { then, now }) }
    }

    /// How the purchase has ended, as far as it was played.
    #[must_use]
    pub fn outcome(&self) -> Option<&Result<Order, PurchaseError>> {
        self.flow.outcome()
    }
}

impl<'a> Iterator for Replay<'a> {
    type Item = Replayed<'a>;

    fn next(&mut self) -> Option<Replayed<'a>> {
        let (at, event) = if self.has_begun {
            let (at, event) = self.events.next()?;
            self.flow.handle(event.clone(), *at);
            (*at, Some(event))
        } else {
            self.has_begun = true;
            (Duration::ZERO, None)
        };
        Some(Replayed { at, event, commands: self.flow.take_commands(), step: self.flow.step() })
    }
}

impl FusedIterator for Replay<'_> {}

impl fmt::Display for EndsOtherwise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the purchase ended then: {}; with this build: {}", self.then, self.now)
    }
}

impl core::error::Error for EndsOtherwise {}

/// A line for what happened, and one for each thing that the flow wants done.
impl fmt::Display for Replayed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>8.2} s  ", self.at.as_secs_f64())?;
        match self.event {
            Some(event) => EventText(event).fmt(f)?,
            None => f.write_str("begins")?,
        }
        self.commands.iter().try_for_each(|command| write!(f, "\n            → {}", CommandText(command)))
    }
}

struct CommandText<'a>(&'a Command);

impl fmt::Display for CommandText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Command::Identify(ticket) => write!(f, "{}: ask the backend who is playing", ticket.0),
            Command::Call(ticket, Call::Pay(order)) => write!(f, "{}: pay {order}", ticket.0),
            Command::Call(ticket, Call::CheckBalance(beans)) => write!(f, "{}: checkBalance {beans}", ticket.0),
            Command::Call(ticket, call) => write!(f, "{}: {}", ticket.0, call_name(call)),
            Command::Create(ticket) => write!(f, "{}: ask the backend for an order", ticket.0),
            Command::AskStatus(ticket, order) => write!(f, "{}: ask the backend for the status of {order}", ticket.0),
            Command::Report(order, outcome) => write!(f, "tell the backend of {order}: {}", outcome_words(*outcome)),
            Command::Write(record) => write!(f, "write into the journal: {}", RecordText(record)),
            Command::Erase(record) => write!(f, "take out of the journal: {}", RecordText(record)),
        }
    }
}

fn call_name(call: &Call) -> &'static str {
    match call {
        Call::Login => "login",
        Call::CheckBalance(_) => "checkBalance",
        Call::Recharge(_) => "recharge",
        Call::Pay(_) => "pay",
        Call::OpenBalance => "open the wallet page",
    }
}

fn outcome_words(outcome: PanelOutcome) -> &'static str {
    match outcome {
        PanelOutcome::NeverPaid => "never paid",
        PanelOutcome::Succeeded => "the host says that it is paid",
        PanelOutcome::Cancelled => "the player closed the panel",
        PanelOutcome::Failed => "the host says that it failed",
        PanelOutcome::NoAnswer => "no answer that says anything",
    }
}

struct RecordText<'a>(&'a Record);

impl fmt::Display for RecordText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Record::TopUp(_) => f.write_str("a top-up"),
            Record::Key => f.write_str("the key"),
            Record::Order(order) => order.fmt(f),
        }
    }
}
