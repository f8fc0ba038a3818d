//! What a shop is built from: a host, a backend and a journal that only write down what is asked of them.

use std::cell::{Cell, RefCell};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use purchasable::{
    AnyAnswer, Call, Claim, Claimant, Created, HostAnswer, HostBridge, Inventory, Journal, JournalError, Method,
    NewOrder, Offer, Order, OrderStatus, Orders, OrdersAnswer, PanelOutcome, PlayerTag, Reply, TradeOrderId,
};

use super::answer::Answer;
use crate::ids::{Numbers, order_number};
use crate::texts::kept;

/// Something that a client does to the world.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Saves this text as its journal.
    Write(Arc<str>),
    /// Asks something, under this number.
    Ask(usize, What),
    /// Tells the backend that an order is dead.
    ReportDead(usize),
    /// Tells the player of orders that may still be paid. Nothing outside hears of it.
    Tell(Numbers),
    /// An answer to the question with this number no longer counts.
    NoMatter(usize),
    /// A purchase ended with an error that says that nothing was charged; the key of its attempt.
    SaysUncharged(Arc<str>),
}

/// What a client waits for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// An order.
    Create {
        /// The key of the attempt.
        key: Arc<str>,
        /// The earlier orders that are accepted.
        accepted: Numbers,
        /// It was asked for under this key before.
        again: bool,
    },
    /// What became of an order.
    Status(usize),
    /// The orders that are not finished.
    Open,
    /// A lease.
    Claim(usize, u8),
    /// That the backend takes note of a grant.
    Ack(usize),
    /// That the game saves what was bought.
    Save(usize),
    /// Whether the wallet holds enough.
    CheckBalance,
    /// The top-up panel.
    Recharge,
    /// The payment panel, for an order.
    Pay(usize),
}

impl What {
    /// The same, whoever asks it.
    #[must_use]
    pub fn without_claimant(&self) -> Self {
        match self {
            Self::Claim(order, _) => Self::Claim(*order, 0),
            what => what.clone(),
        }
    }
}

/// An open question of the client's.
enum Open {
    Host(Reply<HostAnswer>),
    Created(Reply<OrdersAnswer<Created>>),
    Status(Reply<OrdersAnswer<OrderStatus>>),
    Orders(Reply<OrdersAnswer<Vec<Order>>>),
    Claim(Reply<OrdersAnswer<Claim>>),
    Ack(Reply<OrdersAnswer<()>>),
    Save(Option<bool>),
}

/// When it rings, and what happens then.
type Timer = (u64, Box<dyn FnOnce()>);

/// Who of the game is at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    Granting,
    Recovering,
}

/// Where a client meets the world. Clones are the same desk.
#[derive(Clone)]
pub(super) struct Desk(Rc<Things>);

struct Things {
    sku: &'static str,
    inventory: Inventory,
    pay_tops_up: bool,
    now: Cell<u64>,
    dice: Cell<u64>,
    journal: RefCell<Arc<str>>,
    full: Cell<bool>,
    effects: RefCell<Vec<Effect>>,
    questions: RefCell<Vec<(Option<Open>, Option<Task>)>>,
    timers: RefCell<Vec<Timer>>,
    last_key: RefCell<Arc<str>>,
    task: Cell<Option<Task>>,
    stories: [Cell<u64>; 2],
}

impl Desk {
    pub(super) fn new(sku: &'static str, inventory: Inventory, pay_tops_up: bool) -> Self {
        Self(Rc::new(Things {
            sku,
            inventory,
            pay_tops_up,
            now: Cell::default(),
            dice: Cell::default(),
            journal: RefCell::new(kept("")),
            full: Cell::default(),
            effects: RefCell::default(),
            questions: RefCell::default(),
            timers: RefCell::default(),
            last_key: RefCell::new(kept("")),
            task: Cell::default(),
            stories: Default::default(),
        }))
    }

    pub(super) fn now(&self) -> u64 {
        self.0.now.get()
    }

    pub(super) fn set_now(&self, now: u64) {
        self.0.now.set(now);
    }

    pub(super) fn set_dice(&self, number: u64) {
        self.0.dice.set(number);
    }

    pub(super) fn set_journal(&self, text: Arc<str>, full: bool) {
        self.0.journal.replace(text);
        self.0.full.set(full);
    }

    pub(super) fn take_effects(&self) -> Vec<Effect> {
        self.0.effects.take()
    }

    pub(super) fn note(&self, effect: Effect) {
        self.0.effects.borrow_mut().push(effect);
    }

    /// Runs a part of the game, so that what it asks belongs to its story.
    pub(super) fn at_work<R>(&self, task: Option<Task>, work: impl FnOnce() -> R) -> R {
        let before = self.0.task.replace(task);
        let result = work();
        self.0.task.set(before);
        result
    }

    /// What comes from now on is told from this on.
    pub(super) fn begin_story(&self, beginning: impl Hash) {
        if let Some(task) = self.0.task.get() {
            self.0.stories[task as usize].set(0);
            self.tell(Some(task), beginning);
        }
    }

    pub(super) fn story(&self, task: Task) -> u64 {
        self.0.stories[task as usize].get()
    }

    /// Adds something to the story of a part of the game.
    pub(super) fn tell(&self, task: Option<Task>, what: impl Hash) {
        let Some(task) = task else { return };
        let story = &self.0.stories[task as usize];
        let mut hasher = DefaultHasher::new();
        (story.get(), what).hash(&mut hasher);
        story.set(hasher.finish());
    }

    fn ask(&self, what: What, reply: Open) -> usize {
        let task = self.0.task.get();
        self.tell(task, what.without_claimant());
        let mut questions = self.0.questions.borrow_mut();
        let number = questions.len();
        questions.push((Some(reply), task));
        self.note(Effect::Ask(number, what));
        number
    }

    /// The game saves what was bought; says whether it could.
    pub(super) async fn save(&self, order: TradeOrderId) -> Result<(), ()> {
        let number = self.ask(What::Save(order_number(&order)), Open::Save(None));
        std::future::poll_fn(|_| match &self.0.questions.borrow()[number].0 {
            Some(Open::Save(None)) => std::task::Poll::Pending,
            Some(Open::Save(Some(true))) => std::task::Poll::Ready(Ok(())),
            _ => std::task::Poll::Ready(Err(())),
        })
        .await
    }

    pub(super) fn saved(&self, number: usize, well: bool) {
        let (open, task) = &mut self.0.questions.borrow_mut()[number];
        *open = Some(Open::Save(Some(well)));
        self.tell(*task, well);
    }

    /// Whoever could answer is gone.
    pub(super) fn lose(&self, number: usize) {
        let lost = self.0.questions.borrow_mut()[number].0.take();
        drop(lost);
    }

    /// Brings the answer to a question.
    pub(super) fn answer(&self, number: usize, answer: &Answer) {
        let (open, task) = {
            let (open, task) = &mut self.0.questions.borrow_mut()[number];
            (open.take(), *task)
        };
        self.tell(task, answer);
        match (open, answer.of(self.0.sku)) {
            (Some(Open::Host(reply)), AnyAnswer::Host(answer)) => reply.settle(answer),
            (Some(Open::Created(reply)), AnyAnswer::Created(answer)) => reply.settle(answer),
            (Some(Open::Status(reply)), AnyAnswer::Status(answer)) => reply.settle(answer),
            (Some(Open::Orders(reply)), AnyAnswer::Open(answer)) => reply.settle(answer),
            (Some(Open::Claim(reply)), AnyAnswer::Claim(answer)) => reply.settle(answer),
            (Some(Open::Ack(reply)), AnyAnswer::Ack(answer)) => reply.settle(answer),
            (_, answer) => panic!("question {number} is not one that {answer:?} answers"),
        }
    }

    /// Lets go of the questions whose answers no longer count.
    pub(super) fn let_go(&self) {
        let mut forgotten = Vec::new();
        for (number, (open, _)) in self.0.questions.borrow_mut().iter_mut().enumerate() {
            let counts = match open {
                Some(Open::Status(reply)) => reply.is_awaited(),
                Some(Open::Orders(reply)) => reply.is_awaited(),
                Some(Open::Claim(reply)) => reply.is_awaited(),
                Some(Open::Ack(reply)) => reply.is_awaited(),
                Some(Open::Host(_) | Open::Created(_) | Open::Save(_)) | None => true,
            };
            if !counts {
                *open = None;
                forgotten.push(Effect::NoMatter(number));
            }
        }
        self.0.effects.borrow_mut().extend(forgotten);
    }

    /// When the timers ring.
    pub(super) fn timers(&self) -> Vec<u64> {
        let mut timers: Vec<_> = self.0.timers.borrow().iter().map(|(at, _)| *at).collect();
        timers.sort_unstable();
        timers
    }

    /// Lets go of everybody who waits for something.
    pub(super) fn close(&self) {
        drop(self.0.questions.take());
        drop(self.0.timers.take());
    }

    pub(super) fn forget_timers(&self) {
        self.0.timers.take();
    }

    pub(super) fn ring(&self) {
        let now = self.now();
        let (due, later): (Vec<_>, Vec<_>) = self.0.timers.take().into_iter().partition(|(at, _)| *at <= now);
        self.0.timers.replace(later);
        for (_, wake) in due {
            wake();
        }
    }

    /// Whether an answer is owed to the client.
    pub(super) fn waits(&self) -> bool {
        self.0.questions.borrow().iter().any(|(open, _)| !matches!(open, None | Some(Open::Save(Some(_)))))
    }

    pub(super) fn fingerprint(&self, mut hasher: &mut dyn Hasher) {
        let now = Duration::from_secs(self.now());
        let questions = self.0.questions.borrow();
        for open in questions.iter().filter_map(|(open, _)| open.as_ref()) {
            core::mem::discriminant(open).hash(&mut hasher);
            match open {
                Open::Host(reply) => reply.fingerprint(now, hasher),
                Open::Created(reply) => reply.fingerprint(now, hasher),
                Open::Status(reply) => reply.fingerprint(now, hasher),
                Open::Orders(reply) => reply.fingerprint(now, hasher),
                Open::Claim(reply) => reply.fingerprint(now, hasher),
                Open::Ack(reply) => reply.fingerprint(now, hasher),
                Open::Save(_) => {}
            }
        }
        // After that one the shop asks for those that it still needs.
        self.timers().first().map(|timer| timer - self.now()).hash(&mut hasher);
    }
}

impl HostBridge for Desk {
    fn offer(&self, _: Method) -> Offer {
        Offer::By("the search")
    }

    fn pay_tops_up(&self) -> bool {
        self.0.pay_tops_up
    }

    fn call(&self, call: Call, reply: Reply<HostAnswer>) {
        let reply = Open::Host(reply);
        match call {
            Call::Pay(order) => self.ask(What::Pay(order_number(&order)), reply),
            Call::Recharge(_) => self.ask(What::Recharge, reply),
            Call::CheckBalance(_) => self.ask(What::CheckBalance, reply),
            Call::Login | Call::OpenBalance => unreachable!("the game of the search makes no such call"),
        };
    }

    fn now(&self) -> Duration {
        Duration::from_secs(Desk::now(self))
    }

    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        let at = Desk::now(self) + delay.as_secs();
        self.0.timers.borrow_mut().push((at, wake));
    }

    fn random(&self) -> u64 {
        self.0.dice.get()
    }
}

impl Orders for Desk {
    fn inventory(&self) -> Inventory {
        self.0.inventory
    }

    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        reply.settle(Ok(PlayerTag::from("anna")));
    }

    fn create(&self, order: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        let accepted = order.accepted.iter().map(order_number).collect();
        let key = kept(order.key.as_str());
        let again = self.0.last_key.replace(key.clone()) == key;
        self.ask(What::Create { key, accepted, again }, Open::Created(reply));
    }

    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        self.ask(What::Status(order_number(order)), Open::Status(reply));
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        self.ask(What::Open, Open::Orders(reply));
    }

    fn claim(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        let what = What::Claim(order_number(order), crate::ids::claimant_number(claimant));
        self.ask(what, Open::Claim(reply));
    }

    fn ack(&self, order: &TradeOrderId, _: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        self.ask(What::Ack(order_number(order)), Open::Ack(reply));
    }

    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        // Of the others the backend of the search makes nothing.
        if outcome == PanelOutcome::NeverPaid {
            self.note(Effect::ReportDead(order_number(order)));
        }
    }
}

impl Journal for Desk {
    fn load(&self) -> Result<String, JournalError> {
        let text = self.0.journal.borrow().to_string();
        self.tell(self.0.task.get(), &text);
        Ok(text)
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        if self.0.full.get() {
            return Err(JournalError::new("the storage is full"));
        }
        let text = kept(text);
        self.0.journal.replace(text.clone());
        self.note(Effect::Write(text));
        Ok(())
    }

    /// What becomes of it there is nobody's business here.
    fn set_aside(&self, _: &str) -> Result<(), JournalError> {
        Ok(())
    }
}
