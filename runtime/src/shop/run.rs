//! One purchase under way: carries the flow's commands out and brings it the answers.
//!
//! A run lives on without its [`Purchase`](super::Purchase): the shop keeps it, so that a panel which is open when the
//! game lets go of the purchase is seen through.

use std::cell::Cell;
use std::rc::{Rc, Weak};
use std::task::Waker;

use super::Inner;
use super::asking::Question;
use super::live::Hold;
use crate::bug::{self, Bug};
use crate::cell::with;
use crate::flow::{Command, Event, Flow, Moment, OnRecord, Plan, Record, Step, Ticket};
use crate::journal::{self, Attempt, Progress};
use crate::reply::Asker;
#[cfg(feature = "trace")]
use crate::trace::{Redacted, Trace};
use crate::{
    AnyAnswer, Call, JournalError, NewOrder, Order, OrderKey, OrderStatus, PlayerTag, PurchaseError, Reason, Reply,
    TradeOrderId,
};

/// As many keys are kept of attempts that never heard of their order; the oldest go first.
const MOST_ORPHANS: usize = 16;

pub(super) struct Run {
    shop: Rc<Inner>,
    key: OrderKey,
    accepted: Vec<TradeOrderId>,
    payload: Vec<u8>,
    /// Away while the run is at work.
    flow: Cell<Option<Box<Flow>>>,
    step: Cell<Step>,
    /// What has happened while the run was at work.
    inbox: Cell<Vec<Event>>,
    delivered: Cell<bool>,
    hold: Cell<Option<Hold>>,
    watched: Cell<bool>,
    waker: Cell<Option<Waker>>,
    #[cfg(feature = "trace")]
    trace: Cell<Redacted>,
}

impl Run {
    /// Starts a purchase in a shop that is free.
    pub(super) fn start(shop: &Rc<Inner>, plan: Plan, accepted: Vec<TradeOrderId>, payload: Vec<u8>) -> Rc<Self> {
        let now = shop.bridge.now();
        let run = Rc::new(Self {
            shop: shop.clone(),
            key: plan.key.clone(),
            accepted,
            payload,
            flow: Cell::default(),
            step: Cell::new(Step::Starting),
            inbox: Cell::default(),
            delivered: Cell::new(false),
            hold: Cell::default(),
            watched: Cell::new(true),
            waker: Cell::default(),
            #[cfg(feature = "trace")]
            trace: Cell::new(Redacted::begin(&plan, now.into())),
        });
        shop.active.set(Some(run.clone()));
        run.work(Box::new(Flow::new(plan, now)), None);
        run
    }

    pub(super) fn step(&self) -> Step {
        self.step.get()
    }

    pub(super) fn key(&self) -> &OrderKey {
        &self.key
    }

    /// Whose order was paid, or why none was; nothing while the purchase is under way.
    pub(super) fn outcome(&self) -> Option<Result<(PlayerTag, Order), PurchaseError>> {
        with(&self.flow, |flow| {
            let flow = flow.as_ref()?;
            match flow.outcome()? {
                Ok(order) => Some(Ok((flow.player()?.clone(), order.clone()))),
                Err(error) => Some(Err(error.clone())),
            }
        })
    }

    /// What has happened so far; nothing while the run is at work.
    #[cfg(feature = "trace")]
    pub(super) fn trace(&self) -> Option<Trace> {
        with(&self.flow, |flow| flow.as_ref().map(|flow| with(&self.trace, |trace| trace.trace(flow))))
    }

    pub(super) fn wake_with(&self, waker: &Waker) {
        self.waker.set(Some(waker.clone()));
    }

    /// Hands the order over to a receipt, which looks after it from now on.
    pub(super) fn deliver(&self) -> Option<Hold> {
        self.delivered.set(true);
        self.hold.take()
    }

    pub(super) fn keep_waiting(self: &Rc<Self>) {
        self.feed(Event::KeepWaiting);
    }

    pub(super) fn abandon(self: &Rc<Self>) {
        self.feed(Event::Abandon);
    }

    /// The purchase is gone: open nothing more, and leave the order to recovery once the panel has closed.
    pub(super) fn unwatch(self: &Rc<Self>) {
        self.watched.set(false);
        if bug::is(Bug::BusyFreedByDrop) {
            self.leave_shop(false);
        }
        self.waker.take();
        self.feed(Event::Stop);
    }

    /// Takes an event in. An answer that comes inside a call finds the run at work, and waits in the inbox.
    fn feed(self: &Rc<Self>, event: Event) {
        if let Some(flow) = self.flow.take() {
            return self.work(flow, Some(event));
        }
        with(&self.inbox, |inbox| inbox.push(event));
    }

    /// Takes in what has happened and carries out what that brings about, until there is nothing left to do.
    fn work(self: &Rc<Self>, flow: Box<Flow>, event: Option<Event>) {
        let mut work = AtWork { run: self, flow: Some(flow) };
        let mut due = None;
        if let Some(flow) = &mut work.flow {
            self.advance(flow, event);
            loop {
                let happened = self.inbox.take();
                if happened.is_empty() {
                    break;
                }
                for event in happened {
                    self.advance(flow, Some(event));
                }
            }
            self.rest(flow);
            due = flow.due();
        }
        drop(work);
        // Only now: the host may answer something while it is asked for the time.
        if let Some(due) = due {
            let sleeper: Weak<dyn Asker> = Rc::<Self>::downgrade(self);
            self.shop.set_alarm(due, sleeper);
        }
        if self.step.get() == Step::Done {
            if let Some(waker) = self.waker.take() {
                waker.wake();
            }
        }
    }

    fn advance(self: &Rc<Self>, flow: &mut Flow, event: Option<Event>) {
        if let Some(event) = event {
            let now = self.shop.bridge.now();
            #[cfg(feature = "trace")]
            with(&self.trace, |trace| trace.record(flow, &event, now.into()));
            flow.handle(event, now);
        }
        for command in flow.take_commands() {
            // What the journal has to say comes at once.
            if let Some(written) = self.execute(flow, command) {
                self.advance(flow, Some(written));
            }
        }
        self.step.set(flow.step());
    }

    fn execute(self: &Rc<Self>, flow: &Flow, command: Command) -> Option<Event> {
        let shop = &self.shop;
        match command {
            Command::Identify(ticket) => shop.ask(Question::Player, self.clone(), ticket),
            Command::Write(record) if is_left_out(&record) => {
                return Some(Event::Written(Ok(OnRecord { unsettled_top_up: false })));
            }
            Command::Call(ticket, Call::Pay(order)) if bug::is(Bug::JournalAfterPay) => {
                shop.ask(Question::Host(Call::Pay(order.clone())), self.clone(), ticket);
                let _ = self.write(flow, &Record::Order(order));
            }
            Command::Call(ticket, call) => shop.ask(Question::Host(call), self.clone(), ticket),
            Command::Create(ticket) => {
                self.hold.take();
                shop.orders.create(self.new_order(flow), Reply::to(self.clone(), ticket));
            }
            Command::AskStatus(ticket, order) => self.ask_status(ticket, &order),
            Command::Report(order, outcome) => shop.orders.report(&order, outcome),
            Command::Write(record) => return Some(Event::Written(self.write(flow, &record))),
            Command::Erase(record) => self.erase(flow, &record),
        }
        None
    }

    /// What somebody else in this shop looks after is theirs to hand out. What was looked after here before is let go.
    fn ask_status(self: &Rc<Self>, ticket: Ticket, order: &TradeOrderId) {
        self.hold.take();
        let hold = self.shop.live.hold(order);
        let reply = Reply::to(self.clone(), ticket);
        match &hold {
            Some(_) => self.shop.orders.status(order, reply),
            None => reply.settle(Ok(OrderStatus::Pending)),
        }
        self.hold.set(hold);
    }

    fn new_order(&self, flow: &Flow) -> NewOrder {
        let (accepted, payload) = (self.accepted.clone(), self.payload.clone());
        NewOrder { accepted, payload, ..NewOrder::new(flow.plan().item, self.key.clone()) }
    }

    fn write(&self, flow: &Flow, record: &Record) -> Result<OnRecord, JournalError> {
        let player = player_of(flow);
        let (key, sku) = (self.key.as_str(), flow.plan().item.sku());
        let journal = &*self.shop.journal;
        let attempt = |progress, order| journal::record(journal, &Attempt { player, key, sku, progress, order });
        let before = match record {
            Record::TopUp(tier) => {
                let line = journal::top_up_line(player, tier.0)?;
                journal::replace(journal, &[journal::top_up_of(player)], &line)
            }
            Record::Key => attempt(Progress::Keyed, ""),
            Record::Order(order) => attempt(Progress::Ordered, order.as_str()),
        }?;
        Ok(OnRecord { unsettled_top_up: before.has(&journal::top_up_of(player)) })
    }

    /// What a full or refused storage keeps here, the next recovery takes out.
    fn erase(&self, flow: &Flow, record: &Record) {
        let start = match record {
            Record::TopUp(_) => journal::top_up_of(player_of(flow)),
            Record::Key | Record::Order(_) => journal::attempt_of(player_of(flow), self.key.as_str()),
        };
        let _ = journal::replace(&*self.shop.journal, &[start], "");
    }

    /// Nothing is left to do until something happens.
    fn rest(self: &Rc<Self>, flow: &Flow) {
        self.hold_order(flow);
        if flow.outcome().is_some() {
            self.leave_shop(flow.has_orphan());
        }
    }

    /// Keeps recovery away from the order for as long as a receipt may still come out of this purchase.
    fn hold_order(&self, flow: &Flow) {
        let may_deliver = match flow.outcome() {
            None => true,
            Some(Ok(_)) => self.watched.get() && !self.delivered.get(),
            Some(Err(error)) => self.watched.get() && *error.reason() == Reason::Unsettled,
        };
        let hold = self.hold.take().filter(|_| may_deliver);
        let order = flow.order().filter(|_| may_deliver);
        self.hold.set(hold.or_else(|| self.shop.live.hold(order?.id())));
    }

    fn leave_shop(self: &Rc<Self>, has_orphan: bool) {
        let active = self.shop.active();
        if !active.is_some_and(|active| Rc::ptr_eq(&active, self)) {
            return;
        }
        self.shop.active.set(None);
        if has_orphan {
            with(&self.shop.orphans, |orphans| {
                orphans.truncate(MOST_ORPHANS - 1);
                orphans.insert(0, self.key.clone());
            });
        }
    }
}

fn is_left_out(record: &Record) -> bool {
    match record {
        Record::Key => bug::is(Bug::KeyNotWritten),
        Record::Order(_) => bug::is(Bug::JournalAfterPay),
        Record::TopUp(_) => false,
    }
}

/// Nothing is written before the player is known.
fn player_of(flow: &Flow) -> &str {
    flow.player().map_or("", PlayerTag::as_str)
}

impl Asker for Run {
    fn hear(self: Rc<Self>, ticket: Ticket, answer: AnyAnswer) {
        let run = if bug::is(Bug::LateAnswerElsewhere) { self.shop.active().unwrap_or(self) } else { self };
        run.feed(Event::Answered(ticket, answer));
    }

    /// The flow knows its times, and sets the next alarm once it has looked at them.
    fn wake(self: Rc<Self>, _now: Moment) -> Option<Moment> {
        self.feed(Event::Tick);
        None
    }

    #[cfg(feature = "__test")]
    fn awaits(&self, ticket: Ticket) -> bool {
        with(&self.flow, |flow| flow.as_ref().is_some_and(|flow| flow.awaits_status(ticket)))
    }

    #[cfg(feature = "__test")]
    fn fingerprint(&self, now: Moment, mut hasher: &mut dyn core::hash::Hasher) {
        let flow = with(&self.flow, |flow| flow.as_ref().map(|flow| flow.relative(now)));
        let parts = (&self.key, flow, &self.accepted, self.delivered.get(), self.watched.get());
        core::hash::Hash::hash(&parts, &mut hasher);
    }
}

/// Brings the flow back when its scope ends, so that `abandon` can free the shop after a panic in the game's own code.
struct AtWork<'a> {
    run: &'a Run,
    flow: Option<Box<Flow>>,
}

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.run.flow.set(self.flow.take());
    }
}
