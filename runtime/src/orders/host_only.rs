//! For a backend that can create orders and nothing else.

use core::fmt;
use std::cell::RefCell;
use std::rc::Rc;

use crate::{
    Claim, Claimant, Created, NewOrder, Order, OrderStatus, Orders, OrdersAnswer, PanelOutcome, PlayerTag, Reply,
    TradeOrderId,
};

/// Orders of a backend that creates them but cannot confirm them: the host's answer is taken for proof.
///
/// What is lost, compared with a backend that hears TikTok's webhook:
///
/// - A forged answer of the host delivers the item for nothing.
/// - A payment whose answer is lost or late is never delivered: the reload takes the only record of it along.
/// - `once` items, prices and refunds are not checked here.
/// - Two tabs do not see each other's orders, and may charge twice.
///
/// TikTok's own rule is to deliver on the webhook, never on the client's callback (`/doc/in-app-purchases`).
///
/// ```
/// use purchasable::{HostOnly, NewOrder, OrdersAnswer, Reply, TradeOrderId};
///
/// let orders = HostOnly::new("player-7", |order: &NewOrder, reply: Reply<OrdersAnswer<TradeOrderId>>| {
///     // Ask the game's server for an order of `order.sku`, and settle when it answers.
///     reply.settle(Ok(TradeOrderId::from("TOID42")));
/// });
/// ```
pub struct HostOnly<C> {
    player: PlayerTag,
    create: C,
    orders: Rc<RefCell<Vec<Known>>>,
}

struct Known {
    order: Order,
    /// Nobody waits for it: the host said that it was not paid.
    dead: bool,
}

impl Known {
    fn is(&mut self, status: OrderStatus) {
        self.order = self.order.with_status(status);
    }

    fn status(&self) -> OrderStatus {
        if self.dead && self.order.status() == OrderStatus::Pending { OrderStatus::Closed } else { self.order.status() }
    }
}

impl<C> HostOnly<C>
where
    C: Fn(&NewOrder, Reply<OrdersAnswer<TradeOrderId>>),
{
    /// Orders of this player, made by `create`.
    pub fn new(player: impl Into<PlayerTag>, create: C) -> Self {
        Self { player: player.into(), create, orders: Rc::default() }
    }
}

impl<C> HostOnly<C> {
    fn find<R>(&self, wanted: impl Fn(&Order) -> bool, found: impl FnOnce(&mut Known) -> R) -> Option<R> {
        self.orders.borrow_mut().iter_mut().find(|known| wanted(&known.order)).map(found)
    }

    fn in_the_way(&self, wish: &NewOrder) -> Vec<Order> {
        let orders = self.orders.borrow();
        let in_the_way = orders.iter().filter(|known| {
            let unfinished = !known.dead && known.order.status() != OrderStatus::Granted;
            unfinished && known.order.sku() == wish.sku && !wish.accepted.contains(known.order.id())
        });
        in_the_way.map(|known| known.order.clone()).collect()
    }
}

impl<C> Orders for HostOnly<C>
where
    C: Fn(&NewOrder, Reply<OrdersAnswer<TradeOrderId>>),
{
    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        reply.settle(Ok(self.player.clone()));
    }

    fn create(&self, wish: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        if let Some(order) = self.find(|order| *order.key() == wish.key, |known| known.order.clone()) {
            return reply.settle(Ok(Created::Order(order)));
        }
        let earlier = self.in_the_way(&wish);
        if !earlier.is_empty() {
            return reply.settle(Ok(Created::EarlierOpen(earlier)));
        }
        let orders = self.orders.clone();
        let (key, sku, payload) = (wish.key.clone(), wish.sku, wish.payload.clone());
        let made = Reply::new(move |answer: OrdersAnswer<TradeOrderId>| {
            let order = answer.map(|id| Order::new(id, key, sku, OrderStatus::Pending).with_payload(payload));
            if let Ok(order) = &order {
                let known = orders.borrow().iter().any(|known| known.order.key() == order.key());
                if known {
                    return reply.settle(Ok(Created::Order(order.clone())));
                }
                orders.borrow_mut().push(Known { order: order.clone(), dead: false });
            }
            reply.settle(order.map(Created::Order));
        });
        (self.create)(&wish, made);
    }

    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        let status = self.find(|known| known.id() == order, |known| known.status());
        // An order from before a reload: nobody is left who could say that it was paid.
        reply.settle(Ok(status.unwrap_or(OrderStatus::Closed)));
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        let open = |known: &&Known| known.order.status() != OrderStatus::Granted && !known.dead;
        let orders = self.orders.borrow().iter().filter(open).map(|known| known.order.clone()).collect();
        reply.settle(Ok(orders));
    }

    fn claim(&self, order: &TradeOrderId, _claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        let status = self.find(|known| known.id() == order, |known| known.order.status());
        reply.settle(Ok(if status == Some(OrderStatus::Granted) { Claim::Granted } else { Claim::Mine }));
    }

    fn ack(&self, order: &TradeOrderId, _claimant: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        self.find(|known| known.id() == order, |known| known.is(OrderStatus::Granted));
        reply.settle(Ok(()));
    }

    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        self.find(
            |known| known.id() == order,
            |known| match outcome {
                PanelOutcome::Succeeded => known.is(OrderStatus::Paid),
                PanelOutcome::NeverPaid | PanelOutcome::Cancelled | PanelOutcome::Failed => known.dead = true,
                PanelOutcome::NoAnswer => {}
            },
        );
    }
}

impl<C> fmt::Debug for HostOnly<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostOnly").field("orders", &self.orders.borrow().len()).finish_non_exhaustive()
    }
}
