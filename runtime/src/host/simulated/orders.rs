//! The simulated backend, as a client sees it.

use core::fmt;

use super::SimulatedTikTok;
use super::agenda::Job;
use super::facts::{Fact, Question};
use crate::{
    AnyAnswer, Claim, Claimant, Created, Inventory, NewOrder, Order, OrderStatus, Orders, OrdersAnswer, PanelOutcome,
    PlayerTag, Reply, TradeOrderId,
};

/// The game's backend of a [`SimulatedTikTok`], in the session of one player. Clones are the same session.
///
/// It charges what it sells the item for when the order is made, and hears of a payment from the host, not from the
/// client. An order that is unpaid after 30 minutes is closed when the backend is next asked, no longer stands in the way of the next, and is watched
/// until 72 hours after it was made; if it is paid at any time, it is paid. States only move forward.
#[derive(Clone)]
pub struct SimulatedOrders {
    tiktok: SimulatedTikTok,
    player: usize,
}

pub(super) enum Asked {
    Player(Reply<OrdersAnswer<PlayerTag>>),
    /// Boxed, so that the agenda moves small things about.
    Create(Box<NewOrder>, Reply<OrdersAnswer<Created>>),
    Status(TradeOrderId, Reply<OrdersAnswer<OrderStatus>>),
    Open(Reply<OrdersAnswer<Vec<Order>>>),
    Claim(TradeOrderId, Claimant, Reply<OrdersAnswer<Claim>>),
    Ack(TradeOrderId, Reply<OrdersAnswer<()>>),
    Report(TradeOrderId, PanelOutcome),
}

impl SimulatedOrders {
    pub(super) fn new(tiktok: SimulatedTikTok, player: PlayerTag) -> Self {
        let player = tiktok.with(|world| world.book.player(player));
        Self { tiktok, player }
    }

    fn ask(&self, asked: Asked) {
        self.tiktok.with(|world| {
            world.note(|| Fact::Asked(asked.question()));
            world.agenda.add(world.delays.orders, Job::Asked(self.player, asked));
        });
    }
}

impl Orders for SimulatedOrders {
    fn inventory(&self) -> Inventory {
        self.tiktok.with(|world| world.inventory)
    }

    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        self.ask(Asked::Player(reply));
    }

    fn create(&self, order: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        self.ask(Asked::Create(Box::new(order), reply));
    }

    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        self.ask(Asked::Status(order.clone(), reply));
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        self.ask(Asked::Open(reply));
    }

    fn claim(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        self.ask(Asked::Claim(order.clone(), claimant.clone(), reply));
    }

    fn ack(&self, order: &TradeOrderId, _claimant: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        self.ask(Asked::Ack(order.clone(), reply));
    }

    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        self.ask(Asked::Report(order.clone(), outcome));
    }
}

impl fmt::Debug for SimulatedOrders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatedOrders").finish_non_exhaustive()
    }
}

impl Asked {
    pub(super) fn reach(self, tiktok: &SimulatedTikTok, player: usize) {
        match self {
            Self::Player(reply) => settle(reply, tiktok.with(|world| world.who(player))),
            Self::Create(wish, reply) => settle(reply, tiktok.with(|world| world.create(player, *wish))),
            Self::Status(id, reply) => settle(reply, tiktok.with(|world| world.status(player, &id))),
            Self::Open(reply) => settle(reply, tiktok.with(|world| world.open(player))),
            Self::Claim(id, claimant, reply) => {
                settle(reply, tiktok.with(|world| world.claim(player, &id, claimant)));
            }
            Self::Ack(id, reply) => settle(reply, tiktok.with(|world| world.ack(player, &id))),
            Self::Report(id, outcome) => tiktok.with(|world| world.report(player, &id, outcome)),
        }
    }

    fn question(&self) -> Question {
        match self {
            Self::Player(_) => Question::Player,
            Self::Create(wish, _) => Question::Create(wish.sku),
            Self::Status(id, _) => Question::Status(id.clone()),
            Self::Open(_) => Question::Open,
            Self::Claim(id, ..) => Question::Claim(id.clone()),
            Self::Ack(id, _) => Question::Ack(id.clone()),
            Self::Report(id, outcome) => Question::Report(id.clone(), *outcome),
        }
    }
}

fn settle<T>(reply: Reply<OrdersAnswer<T>>, heard: Option<OrdersAnswer<T>>)
where
    OrdersAnswer<T>: Into<AnyAnswer>,
{
    if let Some(answer) = heard {
        reply.settle(answer);
    }
}
