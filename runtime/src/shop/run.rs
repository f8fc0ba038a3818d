//! One purchase under way: carries the flow's commands out and brings it the answers.
//!
//! A run lives on without its [`Purchase`](super::Purchase): the shop keeps it, so that a panel which is open when the
//! game lets go of the purchase is seen through.

use core::time::Duration;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::task::Waker;

use super::Inner;
use super::alarm::Expire;
use super::live::Hold;
use crate::flow::{Command, Event, Flow, Identity, Plan, Record, Step};
use crate::journal::{self, Attempt, Progress};
use crate::{
    JournalError, NewOrder, Order, OrderKey, OrdersAnswer, PlayerTag, PurchaseError, Reason, Reply, TradeOrderId,
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
    hold: RefCell<Option<Hold>>,
    watched: Cell<bool>,
    waker: RefCell<Option<Waker>>,
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
            hold: RefCell::default(),
            watched: Cell::new(true),
            waker: RefCell::default(),
        });
        *shop.active.borrow_mut() = Some(run.clone());
        run.work(None);
        run
    }

    pub(super) fn step(&self) -> Step {
        self.flow.borrow().step()
    }

    pub(super) fn key(&self) -> OrderKey {
        self.flow.borrow().plan().key
    }

    pub(super) fn player(&self) -> Option<PlayerTag> {
        self.flow.borrow().player().cloned()
    }

    pub(super) fn outcome(&self) -> Option<Result<Order, PurchaseError>> {
        self.flow.borrow().outcome().cloned()
    }

    pub(super) fn wake_with(&self, waker: &Waker) {
        let mut known = self.waker.borrow_mut();
        if !known.as_ref().is_some_and(|known| known.will_wake(waker)) {
            *known = Some(waker.clone());
        }
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
            if let Some(event) = event.take() {
                self.handle(event);
            }
            while let Some(command) = self.next_command() {
                self.execute(command);
            }
            event = self.next_event();
            if event.is_none() {
                break;
            }
        }
        drop(working);
        self.rest();
    }

    fn handle(&self, event: Event) {
        // The host may answer something while it is asked for the time.
        let now = self.shop.bridge.now();
        self.flow.borrow_mut().handle(event, now);
    }

    fn next_command(&self) -> Option<Command> {
        self.flow.borrow_mut().next_command()
    }

    fn next_event(&self) -> Option<Event> {
        self.inbox.borrow_mut().pop_front()
    }

    fn execute(self: &Rc<Self>, command: Command) {
        let orders = &self.shop.orders;
        match command {
            Command::Identify(ticket) => {
                let run = self.clone();
                orders.player(Reply::new(move |answer: OrdersAnswer<PlayerTag>| {
                    let identity = answer.map(|player| run.identity(player));
                    run.feed(Event::Identified(ticket, identity));
                }));
            }
            Command::Call(ticket, call) => {
                self.shop.bridge.call(call, self.reply(move |answer| Event::Answered(ticket, answer)));
            }
            Command::Create(ticket) => {
                orders.create(self.new_order(), self.reply(move |answer| Event::Created(ticket, answer)));
            }
            Command::AskStatus(ticket, order) => {
                orders.status(&order, self.reply(move |answer| Event::Status(ticket, answer)));
            }
            Command::Report(order, outcome) => orders.report(&order, outcome),
            Command::Write(record) => {
                let written = self.write(record);
                self.handle(Event::Written(written));
            }
            Command::Erase(record) => self.erase(&record),
        }
    }

    fn reply<T: 'static>(self: &Rc<Self>, event: impl FnOnce(T) -> Event + 'static) -> Reply<T> {
        let run = self.clone();
        Reply::new(move |answer| run.feed(event(answer)))
    }

    fn identity(&self, player: PlayerTag) -> Identity {
        // A journal that cannot be read stops the purchase where it would be written.
        let unsettled_top_up = journal::read(&*self.shop.journal).is_ok_and(|entries| entries.has_top_up(&player));
        Identity { player, unsettled_top_up }
    }

    fn new_order(&self) -> NewOrder {
        let flow = self.flow.borrow();
        let Plan { item, key, .. } = *flow.plan();
        NewOrder { accepted: self.accepted.clone(), payload: self.payload.clone(), ..NewOrder::new(item, key) }
    }

    fn write(&self, record: Record) -> Result<(), JournalError> {
        let Some(player) = self.player() else {
            return Err(JournalError::new("the player is not known"));
        };
        journal::update(&*self.shop.journal, |entries| match record {
            Record::TopUp(tier) => entries.put_top_up(&player, tier.0),
            Record::Key => entries.put(&self.attempt(player, Progress::Keyed)),
            Record::Order(order) => entries.put(&self.attempt(player, Progress::Ordered(order))),
        })
    }

    fn attempt(&self, player: PlayerTag, progress: Progress) -> Attempt {
        let flow = self.flow.borrow();
        Attempt { player, key: flow.plan().key, sku: flow.plan().item.sku().to_owned(), progress }
    }

    fn erase(&self, record: &Record) {
        // What a full or refused storage keeps here, the next recovery takes out.
        let _ = journal::update(&*self.shop.journal, |entries| match record {
            Record::TopUp(_) => {
                if let Some(player) = self.player() {
                    entries.forget_top_up(&player);
                }
            }
            Record::Key | Record::Order(_) => entries.forget(self.key()),
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
        let mut hold = self.hold.borrow_mut();
        if !may_deliver {
            *hold = None;
        } else if let (None, Some(order)) = (&*hold, flow.order()) {
            *hold = self.shop.live.hold(&order.id);
        }
    }

    fn leave_shop(self: &Rc<Self>) {
        let left = self.shop.active.borrow_mut().take_if(|active| Rc::ptr_eq(active, self));
        if left.is_some() && self.flow.borrow().has_orphan() {
            let mut orphans = self.shop.orphans.borrow_mut();
            orphans.truncate(MOST_ORPHANS - 1);
            orphans.insert(0, self.key());
        }
    }

    fn set_alarm(self: &Rc<Self>) {
        let deadline = self.flow.borrow().deadline();
        if let Some(deadline) = deadline {
            let sleeper: Weak<dyn Expire> = Rc::<Self>::downgrade(self);
            self.shop.set_alarm(deadline, sleeper);
        }
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

impl Expire for Run {
    fn expire(self: Rc<Self>, _now: Duration) {
        self.feed(Event::Tick);
    }
}
