//! The simulated backend, bent in one place.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use purchasable::conformance::{Able, Backend, Behaviour, Kind, Passing, Player};
use purchasable::{
    AnyAnswer, Claim, Claimant, Created, Inventory, Item, LedgerOrder, NewOrder, Order, OrderStatus, Orders,
    OrdersAnswer, PanelOutcome, PlayerTag, Reply, SimulatedOrders, SimulatedTikTok, TradeOrderId,
};

use crate::harness::Simulated;

/// What is bent: a question on its way there, or an answer on its way back. Nothing where it is not even asked.
#[derive(Clone, Copy)]
pub enum Bend {
    Home(fn(&Session, Inventory) -> Inventory),
    Tag(fn(&Session, PlayerTag) -> PlayerTag),
    Wish(fn(&Session, &mut NewOrder)),
    Created(fn(&Session, OrdersAnswer<Created>) -> OrdersAnswer<Created>),
    Status(fn(&Session, &TradeOrderId, OrdersAnswer<OrderStatus>) -> OrdersAnswer<OrderStatus>),
    Open(fn(&Session, Vec<Order>) -> Vec<Order>),
    Claim(fn(&Session, &TradeOrderId, &Claimant, OrdersAnswer<Claim>) -> OrdersAnswer<Claim>),
    /// An answer in place of the question.
    ClaimUnasked(fn(&Session, &TradeOrderId, &Claimant) -> Option<Claim>),
    /// An answer in place of the question.
    AckUnasked(fn(&Session, &TradeOrderId) -> Option<OrdersAnswer<()>>),
    Report(fn(&Session, &TradeOrderId, PanelOutcome) -> Option<PanelOutcome>),
}

/// One session of the bent backend.
#[derive(Clone)]
pub struct Session {
    pub real: SimulatedOrders,
    pub tiktok: SimulatedTikTok,
    pub player: Player,
    /// How many sessions came before it.
    pub number: usize,
    pub memory: Rc<Memory>,
    bend: Bend,
}

/// What all sessions remember.
#[derive(Default)]
pub struct Memory {
    pub made: RefCell<Vec<Order>>,
    pub noted: RefCell<Vec<(TradeOrderId, String)>>,
    /// Whose payment TikTok has told of, as often as it has.
    pub told: RefCell<Vec<TradeOrderId>>,
    last_asked: Cell<Option<Duration>>,
}

impl Session {
    /// Whether something was asked at this very time.
    pub fn is_second_at_once(&self) -> bool {
        let now = Some(self.tiktok.now());
        self.memory.last_asked.replace(now) == now
    }

    /// Notes this of an order, and says whether it was noted before.
    pub fn notes(&self, order: &TradeOrderId, what: &str) -> bool {
        let note = (order.clone(), what.to_owned());
        let known = self.memory.noted.borrow().contains(&note);
        self.memory.noted.borrow_mut().push(note);
        known
    }

    /// Every order of everybody, as it really is.
    pub fn all(&self) -> Vec<LedgerOrder> {
        self.tiktok.ledger().orders()
    }

    /// Who ordered this.
    pub fn player_of(&self, order: &Order) -> Option<PlayerTag> {
        self.all().into_iter().find(|known| known.id == *order.id()).map(|known| known.player)
    }

    /// An order that was made for this sku and is like this.
    pub fn made(&self, sku: &str, status: OrderStatus) -> Option<Order> {
        let all = self.all();
        let like_this = |order: &&Order| {
            order.sku() == sku && all.iter().any(|known| known.id == *order.id() && known.status == status)
        };
        self.memory.made.borrow().iter().find(like_this).cloned()
    }

    /// A reply that bends the answer.
    fn bent<T>(&self, reply: Reply<T>, bend: impl FnOnce(&Self, T) -> T + 'static) -> Reply<T>
    where
        T: TryFrom<AnyAnswer> + Into<AnyAnswer> + 'static,
    {
        let session = self.clone();
        Reply::new(move |answer| reply.settle(bend(&session, answer)))
    }
}

impl Orders for Session {
    fn inventory(&self) -> Inventory {
        let home = self.real.inventory();
        if let Bend::Home(bend) = self.bend { bend(self, home) } else { home }
    }

    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        let bend = self.bend;
        self.real.player(self.bent(reply, move |session, answer| match bend {
            Bend::Tag(bend) => answer.map(|tag| bend(session, tag)),
            _ => answer,
        }));
    }

    fn create(&self, mut wish: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        let bend = self.bend;
        if let Bend::Wish(bend) = bend {
            bend(self, &mut wish);
        }
        let reply = self.bent(reply, move |session, answer| {
            let told = if let Bend::Created(bend) = bend { bend(session, answer.clone()) } else { answer.clone() };
            if let Ok(Created::Order(order)) = answer {
                session.memory.made.borrow_mut().push(order);
            }
            told
        });
        self.real.create(wish, reply);
    }

    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        let (bend, id) = (self.bend, order.clone());
        let reply = self.bent(reply, move |session, answer| match bend {
            Bend::Status(bend) => bend(session, &id, answer),
            _ => answer,
        });
        self.real.status(order, reply);
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        let bend = self.bend;
        self.real.open(self.bent(reply, move |session, answer| match bend {
            Bend::Open(bend) => answer.map(|open| bend(session, open)),
            _ => answer,
        }));
    }

    fn claim(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        let (bend, id, who) = (self.bend, order.clone(), claimant.clone());
        let unasked = if let Bend::ClaimUnasked(bend) = bend { bend(self, order, claimant) } else { None };
        if let Some(claim) = unasked {
            return reply.settle(Ok(claim));
        }
        let reply = self.bent(reply, move |session, answer| match bend {
            Bend::Claim(bend) => bend(session, &id, &who, answer),
            _ => answer,
        });
        self.real.claim(order, claimant, reply);
    }

    fn ack(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        let unasked = if let Bend::AckUnasked(bend) = self.bend { bend(self, order) } else { None };
        if let Some(answer) = unasked {
            return reply.settle(answer);
        }
        self.real.ack(order, claimant, reply);
    }

    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        let heard = if let Bend::Report(bend) = self.bend { bend(self, order, outcome) } else { Some(outcome) };
        if let Some(outcome) = heard {
            self.real.report(order, outcome);
        }
    }
}

/// The backend that such sessions belong to.
pub struct Bent {
    simulated: Simulated,
    bend: Bend,
    sessions: usize,
    memory: Rc<Memory>,
}

impl Bent {
    pub fn new(inventory: Inventory, bend: Bend) -> Self {
        Self { simulated: Simulated::with_inventory(inventory), bend, sessions: 0, memory: Rc::default() }
    }
}

impl Backend for Bent {
    type Orders = Session;

    async fn begin(&mut self, behaviour: &Behaviour) {
        self.simulated.begin(behaviour).await;
        (self.sessions, self.memory) = (0, Rc::default());
    }

    async fn session(&mut self, player: Player) -> Able<Session> {
        let real = self.simulated.session(player).await?;
        let (tiktok, number, memory) = (self.simulated.tiktok.clone(), self.sessions, self.memory.clone());
        self.sessions += 1;
        Ok(Session { real, tiktok, player, number, memory, bend: self.bend })
    }

    fn item(&mut self, kind: Kind) -> Able<&'static Item> {
        self.simulated.item(kind)
    }

    async fn pay(&mut self, order: &TradeOrderId) -> Able {
        self.memory.told.borrow_mut().push(order.clone());
        self.simulated.pay(order).await
    }

    async fn refund(&mut self, order: &TradeOrderId) -> Able {
        self.simulated.refund(order).await
    }

    async fn pass(&mut self, time: Passing) -> Able {
        self.simulated.pass(time).await
    }

    fn pump(&mut self) -> bool {
        self.simulated.pump()
    }
}
