//! Every promise of `Orders`, kept.

mod conformance;
mod server;

use std::cell::Cell;

use purchasable::{AnyAnswer, Purchasable};

use super::*;
use crate::items::{Bombs, EVERYTHING, GoldenHull, Shield};
use crate::storage::testing::MemoryStorage;
use server::Server;

const ONE: &str = "one";
const OTHER: &str = "other";

struct Desk {
    server: Rc<Server>,
    storage: Rc<MemoryStorage>,
    backend: Backend,
    keys: Cell<u32>,
}

impl Desk {
    fn new() -> Self {
        let (server, storage) = (Rc::<Server>::default(), Rc::<MemoryStorage>::default());
        let backend = Backend::new(storage.clone(), server.clone(), &EVERYTHING);
        Self { server, storage, backend, keys: Cell::default() }
    }

    fn wish(&self, goods: &impl Purchasable) -> NewOrder {
        self.keys.set(self.keys.get() + 1);
        NewOrder::new(goods.item(), self.keys.get().to_string().into())
    }

    fn create(&self, wish: NewOrder) -> OrdersAnswer<Created> {
        ask(|reply| self.backend.create(wish, reply))
    }

    #[track_caller]
    fn order(&self, goods: &impl Purchasable) -> Order {
        let Ok(Created::Order(order)) = self.create(self.wish(goods)) else { panic!("no order was made") };
        order
    }

    fn paid(&self, goods: &impl Purchasable) -> Order {
        let order = self.order(goods);
        self.pay(order.id());
        order
    }

    fn granted(&self, goods: &impl Purchasable) -> Order {
        let order = self.paid(goods);
        assert_eq!(self.claim(&order, ONE), Ok(Claim::Mine));
        assert_eq!(self.ack(&order), Ok(()));
        order
    }

    fn pay(&self, order: &TradeOrderId) {
        self.server.paid.borrow_mut().insert(order.to_string(), true);
    }

    /// The backend as the next page has it.
    fn reloaded(&self) -> Backend {
        Backend::new(self.storage.clone(), self.server.clone(), &EVERYTHING)
    }

    fn status(&self, order: &Order) -> OrdersAnswer<OrderStatus> {
        ask(|reply| self.backend.status(order.id(), reply))
    }

    fn claim(&self, order: &Order, claimant: &str) -> OrdersAnswer<Claim> {
        ask(|reply| self.backend.claim(order.id(), &claimant.into(), reply))
    }

    fn ack(&self, order: &Order) -> OrdersAnswer<()> {
        ask(|reply| self.backend.ack(order.id(), &ONE.into(), reply))
    }

    fn open(&self) -> Vec<TradeOrderId> {
        let open = ask(|reply| self.backend.open(reply)).expect("the books are readable");
        open.into_iter().map(|order| order.id().clone()).collect()
    }

    fn wait(&self, time: Duration) {
        self.server.now.set(self.server.now.get() + time);
    }
}

fn ask<T>(question: impl FnOnce(Reply<T>)) -> T
where
    T: TryFrom<AnyAnswer> + 'static,
{
    let answer = Rc::new(Cell::new(None));
    let place = answer.clone();
    question(Reply::new(move |answer| place.set(Some(answer))));
    answer.take().expect("the backend answers at once")
}

#[track_caller]
fn assert_in_the_way(answer: OrdersAnswer<Created>, order: &Order) {
    let Ok(Created::EarlierOpen(earlier)) = answer else { panic!("nothing stands in the way: {answer:?}") };
    assert_eq!(earlier.iter().map(Order::id).collect::<Vec<_>>(), [order.id()]);
}

#[test]
fn one_key_makes_one_order_however_often_it_is_sent() {
    let desk = Desk::new();
    let mut wish = desk.wish(&Shield { strength: 2 });
    wish.payload = vec![2];
    let first = desk.create(wish.clone());
    assert!(matches!(&first, Ok(Created::Order(order)) if order.payload() == [2]));
    assert_eq!(desk.create(wish), first);
    assert_eq!(desk.server.paid.borrow().len(), 1);
}

#[test]
fn an_earlier_order_stands_in_the_way_of_the_same_item_only() {
    let desk = Desk::new();
    let order = desk.order(&Bombs::Few);
    assert_in_the_way(desk.create(desk.wish(&Bombs::Few)), &order);
    assert!(matches!(desk.create(desk.wish(&Bombs::Many)), Ok(Created::Order(_))));
}

#[test]
fn a_cancelled_order_stands_in_the_way_until_it_is_accepted() {
    let desk = Desk::new();
    let order = desk.order(&Bombs::Few);
    desk.backend.report(order.id(), PanelOutcome::Cancelled);
    assert_in_the_way(desk.create(desk.wish(&Bombs::Few)), &order);
    let mut accepting = desk.wish(&Bombs::Few);
    accepting.accepted = vec![order.id().clone()];
    assert!(matches!(desk.create(accepting), Ok(Created::Order(_))));
}

#[test]
fn an_order_that_is_paid_and_not_granted_stands_in_the_way() {
    let desk = Desk::new();
    let order = desk.paid(&Bombs::Few);
    assert_in_the_way(desk.create(desk.wish(&Bombs::Few)), &order);
    desk.claim(&order, ONE).expect("it is paid");
    desk.ack(&order).expect("it is claimed");
    assert!(matches!(desk.create(desk.wish(&Bombs::Few)), Ok(Created::Order(_))));
}

#[test]
fn an_order_that_was_never_paid_stands_in_nobodys_way() {
    let desk = Desk::new();
    let order = desk.order(&Bombs::Few);
    desk.backend.report(order.id(), PanelOutcome::NeverPaid);
    assert_eq!(desk.status(&order), Ok(OrderStatus::Closed));
    assert!(matches!(desk.create(desk.wish(&Bombs::Few)), Ok(Created::Order(_))));
}

#[test]
fn no_report_makes_an_order_paid() {
    let desk = Desk::new();
    let order = desk.order(&Bombs::Few);
    desk.backend.report(order.id(), PanelOutcome::Succeeded);
    assert_eq!(desk.status(&order), Ok(OrderStatus::Pending));
}

#[test]
fn an_old_order_is_closed_and_is_paid_all_the_same_if_it_is_paid_later() {
    let desk = Desk::new();
    let order = desk.order(&Bombs::Few);
    desk.wait(CLOSE_AFTER);
    assert_eq!(desk.status(&order), Ok(OrderStatus::Closed));
    assert_eq!(desk.open(), std::slice::from_ref(order.id()));
    desk.order(&Bombs::Few);
    desk.pay(order.id());
    assert_eq!(desk.status(&order), Ok(OrderStatus::Paid));
}

#[test]
fn an_order_that_was_paid_in_time_is_not_closed() {
    let desk = Desk::new();
    let order = desk.paid(&Bombs::Few);
    desk.wait(2 * CLOSE_AFTER);
    assert_eq!(desk.status(&order), Ok(OrderStatus::Paid));
}

#[test]
fn a_closed_order_is_watched_for_three_days() {
    let desk = Desk::new();
    let order = desk.order(&Bombs::Few);
    desk.wait(WATCH_FOR.mul_f32(0.99));
    assert_eq!(desk.open(), std::slice::from_ref(order.id()));
    desk.wait(WATCH_FOR.mul_f32(0.01));
    assert!(desk.open().is_empty());
}

#[test]
fn what_is_bought_once_is_owned() {
    let desk = Desk::new();
    desk.granted(&GoldenHull);
    assert_eq!(desk.create(desk.wish(&GoldenHull)), Ok(Created::Owned));
}

#[test]
fn what_is_bought_once_and_not_granted_yet_is_for_recovery_to_find() {
    let desk = Desk::new();
    let order = desk.paid(&GoldenHull);
    assert_in_the_way(desk.create(desk.wish(&GoldenHull)), &order);
}

#[test]
fn other_prices_are_told() {
    let desk = Desk::new();
    let mut wish = desk.wish(&GoldenHull);
    wish.digest = 1;
    assert_eq!(desk.create(wish), Ok(Created::PriceDrift(GoldenHull::ITEM.beans())));
}

#[test]
fn open_are_the_orders_that_are_not_finished() {
    let desk = Desk::new();
    let pending = desk.order(&Bombs::Few);
    let paid = desk.paid(&Bombs::Many);
    desk.granted(&GoldenHull);
    assert_eq!(desk.open(), [pending.id().clone(), paid.id().clone()]);
}

#[test]
fn one_claimant_grants_an_order_and_its_lease_ends() {
    let desk = Desk::new();
    let order = desk.paid(&Bombs::Few);
    assert_eq!(desk.claim(&order, ONE), Ok(Claim::Mine));
    assert_eq!(desk.claim(&order, ONE), Ok(Claim::Mine));
    assert_eq!(desk.claim(&order, OTHER), Ok(Claim::Elsewhere));
    desk.wait(LEASE);
    assert_eq!(desk.claim(&order, OTHER), Ok(Claim::Mine));
}

#[test]
fn a_granted_order_is_granted_for_everybody_and_can_be_acknowledged_again() {
    let desk = Desk::new();
    let order = desk.granted(&Bombs::Few);
    assert_eq!(desk.claim(&order, OTHER), Ok(Claim::Granted));
    assert_eq!(desk.ack(&order), Ok(()));
}

#[test]
fn nothing_unpaid_is_claimed_and_nothing_unclaimed_is_acknowledged() {
    let desk = Desk::new();
    let order = desk.order(&Bombs::Few);
    assert!(desk.claim(&order, ONE).is_err());
    assert!(desk.ack(&order).is_err());
    desk.pay(order.id());
    assert!(desk.ack(&order).is_err());
}

#[test]
fn no_answer_of_tiktok_is_no_news() {
    let desk = Desk::new();
    let order = desk.paid(&Bombs::Few);
    desk.server.silent.set(true);
    assert_eq!(desk.status(&order), Ok(OrderStatus::Pending));
    desk.server.silent.set(false);
    assert_eq!(desk.status(&order), Ok(OrderStatus::Paid));
}

#[test]
fn a_reload_forgets_nothing() {
    let desk = Desk::new();
    let order = desk.paid(&Bombs::Few);
    assert_eq!(ask(|reply| desk.reloaded().status(order.id(), reply)), Ok(OrderStatus::Paid));
}

#[test]
fn an_order_that_cannot_be_written_down_is_not_made_known() {
    let desk = Desk::new();
    desk.storage.full.set(true);
    let answer = desk.create(desk.wish(&Bombs::Few));
    assert!(answer.is_err_and(|error| error.kind == OrdersErrorKind::Unreachable));
    desk.storage.full.set(false);
    assert!(desk.open().is_empty());
}

#[test]
fn damaged_books_are_not_written_over() {
    let desk = Desk::new();
    desk.storage.write(NAME, "damaged").expect("there is room");
    assert!(desk.create(desk.wish(&Bombs::Few)).is_err());
    assert_eq!(desk.storage.read(NAME).as_deref(), Ok("damaged"));
}
