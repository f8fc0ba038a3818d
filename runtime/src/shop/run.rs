//! One purchase under way: carries the flow's commands out and brings it the answers.
//!
//! A run lives on without its [`Purchase`](super::Purchase): the shop keeps it, so that a panel which is open when the
//! game lets go of the purchase is seen through.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::task::Waker;

use super::Inner;
use super::asking::Question;
use super::live::Hold;
use crate::flow::{Command, Event, Flow, OnRecord, Plan, Record, Step, Ticket};
use crate::journal::{self, Attempt, Progress};
use crate::reply::Asker;
use crate::{
    AnyAnswer, JournalError, NewOrder, Order, OrderKey, PlayerTag, PurchaseError, Reason, Reply, TradeOrderId,
};

/// As many keys are kept of attempts that never heard of their order; the oldest go first.
const MOST_ORPHANS: usize = 16;

pub(super) struct Run {
    shop: Rc<Inner>,
    flow: RefCell<Flow>,
    accepted: Vec<TradeOrderId>,
    payload: Vec<u8>,
    inbox: RefCell<VecDeque<Event>>,
    working: Cell<bool>,
    delivered: Cell<bool>,
    hold: Cell<Option<Hold>>,
    watched: Cell<bool>,
    waker: Cell<Option<Waker>>,
}

impl Run {
    /// Starts a purchase in a shop that is free.
    pub(super) fn start(shop: &Rc<Inner>, plan: Plan, accepted: Vec<TradeOrderId>, payload: Vec<u8>) -> Rc<Self> {
        let run = Rc::new(Self {
            shop: shop.clone(),
            flow: RefCell::new(Flow::new(plan, shop.bridge.now())),
            accepted,
            payload,
            inbox: RefCell::default(),
            working: Cell::new(false),
            delivered: Cell::new(false),
            hold: Cell::default(),
            watched: Cell::new(true),
            waker: Cell::default(),
        });
        shop.active.set(Some(run.clone()));
        run.work(None);
        run
    }

    pub(super) fn step(&self) -> Step {
        self.flow.borrow().step()
    }

    pub(super) fn key(&self) -> OrderKey {
        self.flow.borrow().plan().key.clone()
    }

    pub(super) fn player(&self) -> Option<PlayerTag> {
        self.flow.borrow().player().cloned()
    }

    pub(super) fn outcome(&self) -> Option<Result<Order, PurchaseError>> {
        self.flow.borrow().outcome().cloned()
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
        self.waker.take();
        self.feed(Event::Stop);
    }

    /// Takes an event in. An answer that comes inside a call finds the run at work, and waits in the inbox.
    fn feed(self: &Rc<Self>, event: Event) {
        if self.working.get() {
            self.inbox.borrow_mut().push_back(event);
        } else {
            self.work(Some(event));
        }
    }

    /// Takes in what has happened and carries out what that brings about, until there is nothing left to do.
    fn work(self: &Rc<Self>, mut event: Option<Event>) {
        let working = Working::begin(&self.working);
        loop {
            event = match self.advance(event) {
                Some(command) => self.execute(command),
                None => match self.inbox.borrow_mut().pop_front() {
                    Some(event) => Some(event),
                    None => break,
                },
            }
        }
        drop(working);
        self.rest();
    }

    fn advance(&self, event: Option<Event>) -> Option<Command> {
        // The host may answer something while it is asked for the time.
        let happened = event.map(|event| (event, self.shop.bridge.now()));
        let mut flow = self.flow.borrow_mut();
        if let Some((event, now)) = happened {
            flow.handle(event, now);
        }
        flow.next_command()
    }

    /// What the journal has to say comes at once.
    fn execute(self: &Rc<Self>, command: Command) -> Option<Event> {
        let (ticket, question) = match command {
            Command::Identify(ticket) => (ticket, Question::Player),
            Command::Call(ticket, call) => (ticket, Question::Host(call)),
            Command::AskStatus(ticket, order) => (ticket, Question::Status(order)),
            Command::Create(ticket) => {
                self.shop.orders.create(self.new_order(), Reply::to(self.clone(), ticket));
                return None;
            }
            Command::Report(order, outcome) => {
                self.shop.orders.report(&order, outcome);
                return None;
            }
            Command::Write(record) => return Some(Event::Written(self.write(&record))),
            Command::Erase(record) => {
                self.erase(&record);
                return None;
            }
        };
        self.shop.ask(&question, self.clone(), ticket);
        None
    }

    fn new_order(&self) -> NewOrder {
        let flow = self.flow.borrow();
        let Plan { item, key, .. } = flow.plan();
        NewOrder { accepted: self.accepted.clone(), payload: self.payload.clone(), ..NewOrder::new(item, key.clone()) }
    }

    fn write(&self, record: &Record) -> Result<OnRecord, JournalError> {
        let flow = self.flow.borrow();
        // The flow writes nothing before it knows the player.
        let player = flow.player().map_or("", PlayerTag::as_str);
        let (key, sku) = (flow.plan().key.as_str(), flow.plan().item.sku());
        let mut known = OnRecord { unsettled_top_up: false };
        journal::update(&*self.shop.journal, &mut |entries| {
            known.unsettled_top_up = entries.has_top_up(player);
            let (progress, order) = match record {
                Record::TopUp(tier) => return entries.put_top_up(player, tier.0),
                Record::Key => (Progress::Keyed, ""),
                Record::Order(order) => (Progress::Ordered, order.as_str()),
            };
            entries.put(Attempt { key, player, sku, progress, order })
        })?;
        Ok(known)
    }

    fn erase(&self, record: &Record) {
        let flow = self.flow.borrow();
        // What a full or refused storage keeps here, the next recovery takes out.
        let _ = journal::update(&*self.shop.journal, &mut |entries| {
            match record {
                Record::TopUp(_) => entries.forget_top_up(flow.player().map_or("", PlayerTag::as_str)),
                Record::Key | Record::Order(_) => entries.forget(flow.plan().key.as_str()),
            }
            Ok(())
        });
    }

    /// Nothing is left to do until something happens.
    fn rest(self: &Rc<Self>) {
        self.hold_order();
        self.set_alarm();
        if self.flow.borrow().outcome().is_some() {
            self.leave_shop();
            let waker = self.waker.take();
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }

    /// Keeps recovery away from the order for as long as a receipt may still come out of this purchase.
    fn hold_order(&self) {
        let flow = self.flow.borrow();
        let may_deliver = match flow.outcome() {
            None => true,
            Some(Ok(_)) => self.watched.get() && !self.delivered.get(),
            Some(Err(error)) => self.watched.get() && *error.reason() == Reason::Unsettled,
        };
        let hold = self.hold.take().filter(|_| may_deliver);
        let order = flow.order().filter(|_| may_deliver);
        self.hold.set(hold.or_else(|| self.shop.live.hold(order?.id())));
    }

    fn leave_shop(self: &Rc<Self>) {
        let active = self.shop.active();
        if !active.is_some_and(|active| Rc::ptr_eq(&active, self)) {
            return;
        }
        self.shop.active.set(None);
        if self.flow.borrow().has_orphan() {
            let mut orphans = self.shop.orphans.take();
            orphans.truncate(MOST_ORPHANS - 1);
            orphans.insert(0, self.key());
            self.shop.orphans.set(orphans);
        }
    }

    fn set_alarm(self: &Rc<Self>) {
        let due = self.flow.borrow().due();
        if let Some(due) = due {
            let sleeper: Weak<dyn Asker> = Rc::<Self>::downgrade(self);
            self.shop.set_alarm(due, sleeper);
        }
    }
}

impl Asker for Run {
    fn hear(self: Rc<Self>, ticket: Ticket, answer: AnyAnswer) {
        self.feed(Event::Answered(ticket, answer));
    }

    fn wake(self: Rc<Self>) {
        self.feed(Event::Tick);
    }
}

/// Ends with its scope, so that a panic in the game's own code does not keep the shop busy.
struct Working<'a>(&'a Cell<bool>);

impl<'a> Working<'a> {
    fn begin(working: &'a Cell<bool>) -> Self {
        working.set(true);
        Self(working)
    }
}

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}
