//! A game's backend in memory, which asks the stand-in what is paid.

use std::cell::RefCell;
use std::rc::Rc;

use purchasable::{
    Claim, Claimant, Created, Item, NewOrder, Order, OrderStatus, Orders, OrdersAnswer, OrdersError, OrdersErrorKind,
    PanelOutcome, PlayerTag, Reply, TradeOrderId,
};

use crate::stand_in;

/// A backend that sells some items to one player and answers at once. Clones are the same backend.
#[derive(Clone, Debug)]
pub struct TestOrders {
    items: &'static [Item],
    state: Rc<RefCell<State>>,
}

#[derive(Debug, Default)]
struct State {
    orders: Vec<Order>,
    reports: Vec<PanelOutcome>,
}

impl TestOrders {
    /// A backend that sells these items at their own prices.
    #[must_use]
    pub fn selling(items: &'static [Item]) -> Self {
        Self { items, state: Rc::default() }
    }

    /// What the client has reported of its payment panels.
    #[must_use]
    pub fn reports(&self) -> Vec<PanelOutcome> {
        self.state.borrow().reports.clone()
    }

    /// Every order, as it is now.
    #[must_use]
    pub fn all(&self) -> Vec<Order> {
        let mut state = self.state.borrow_mut();
        for order in &mut state.orders {
            if order.status() == OrderStatus::Pending && stand_in::is_paid(order.id().as_str()) {
                *order = order.with_status(OrderStatus::Paid);
            }
        }
        state.orders.clone()
    }

    fn create_now(&self, wish: &NewOrder) -> OrdersAnswer<Created> {
        let unknown = || OrdersError::new(OrdersErrorKind::Rejected, "no such item");
        let item = self.items.iter().find(|item| item.sku() == wish.sku).ok_or_else(unknown)?;
        let id = stand_in::create_order(item.beans().0);
        let order = Order::new(id, wish.key.clone(), wish.sku, OrderStatus::Pending).with_payload(&*wish.payload);
        self.state.borrow_mut().orders.push(order.clone());
        Ok(Created::Order(order))
    }

    fn set_granted(&self, id: &TradeOrderId) {
        for order in self.state.borrow_mut().orders.iter_mut().filter(|order| order.id() == id) {
            *order = order.with_status(OrderStatus::Granted);
        }
    }
}

impl Orders for TestOrders {
    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        reply.settle(Ok(PlayerTag::from("player")));
    }

    fn create(&self, wish: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        reply.settle(self.create_now(&wish));
    }

    fn status(&self, id: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        let unknown = || OrdersError::new(OrdersErrorKind::Rejected, "no such order");
        let found = self.all().into_iter().find(|order| order.id() == id);
        reply.settle(found.map(|order| order.status()).ok_or_else(unknown));
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        let is_open = |order: &Order| matches!(order.status(), OrderStatus::Pending | OrderStatus::Paid);
        reply.settle(Ok(self.all().into_iter().filter(is_open).collect()));
    }

    fn claim(&self, _: &TradeOrderId, _: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        reply.settle(Ok(Claim::Mine));
    }

    fn ack(&self, order: &TradeOrderId, _: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        self.set_granted(order);
        reply.settle(Ok(()));
    }

    fn report(&self, _: &TradeOrderId, outcome: PanelOutcome) {
        self.state.borrow_mut().reports.push(outcome);
    }
}
