//! What the simulated world promises, asked of it call by call.

mod backend;
mod chance;
mod clock;
mod host_faults;
mod orders_faults;
mod shop;
mod wallet;

use std::cell::RefCell;
use std::rc::Rc;

use super::*;
use crate::{
    AnyAnswer, Capabilities, Claim, Created, HostErrorKind, Item, NewOrder, Order, OrderStatus, Orders, OrdersAnswer,
};

static SWORD: Item = Item::declare("steel_sword", "Steel sword", 500);
static SHIELD: Item = Item::declare("shield", "Shield", 300);
static TITLE: Item = Item::declare("title", "Title", 900).with_once();

const ME: &str = "me";
const OTHER_TAB: &str = "other tab";

/// A wish for an order under a fresh key.
fn wish(tiktok: &SimulatedTikTok, item: &'static Item) -> NewOrder {
    NewOrder::new(item, tiktok.random().to_string().into())
}

/// Asks something, and lets the world go on until it answers; `None` if it never does.
fn wait<T>(tiktok: &SimulatedTikTok, ask: impl FnOnce(Reply<T>)) -> Option<T>
where
    T: TryFrom<AnyAnswer> + 'static,
{
    let slot = Rc::new(RefCell::new(None));
    let filled = slot.clone();
    ask(Reply::new(move |answer| drop(filled.borrow_mut().replace(answer))));
    while slot.borrow().is_none() && tiktok.pump() {}
    slot.take()
}

fn call(tiktok: &SimulatedTikTok, call: Call) -> Option<HostAnswer> {
    wait(tiktok, |reply| tiktok.call(call, reply))
}

fn pay(tiktok: &SimulatedTikTok, order: &TradeOrderId) -> Option<HostAnswer> {
    call(tiktok, Call::Pay(order.clone()))
}

fn error_kind(answer: Option<HostAnswer>) -> Option<HostErrorKind> {
    answer?.err().map(|error| error.kind)
}

fn create(tiktok: &SimulatedTikTok, order: NewOrder) -> Option<OrdersAnswer<Created>> {
    wait(tiktok, |reply| tiktok.orders().create(order, reply))
}

fn made(answer: Option<OrdersAnswer<Created>>) -> Order {
    match answer {
        Some(Ok(Created::Order(order))) => order,
        answer => panic!("no order was made: {answer:?}"),
    }
}

fn order(tiktok: &SimulatedTikTok, item: &'static Item) -> TradeOrderId {
    made(create(tiktok, wish(tiktok, item))).id().clone()
}

fn paid_order(tiktok: &SimulatedTikTok, item: &'static Item) -> TradeOrderId {
    let order = order(tiktok, item);
    assert_eq!(pay(tiktok, &order), Some(Ok(crate::Answer::Done)));
    order
}

fn status(tiktok: &SimulatedTikTok, order: &TradeOrderId) -> Option<OrdersAnswer<OrderStatus>> {
    wait(tiktok, |reply| tiktok.orders().status(order, reply))
}

fn open(tiktok: &SimulatedTikTok) -> Vec<(TradeOrderId, OrderStatus)> {
    let open = wait(tiktok, |reply| tiktok.orders().open(reply)).expect("an answer").expect("a list");
    open.into_iter().map(|order| (order.id().clone(), order.status())).collect()
}

fn claim(tiktok: &SimulatedTikTok, order: &TradeOrderId, claimant: &str) -> Option<OrdersAnswer<Claim>> {
    wait(tiktok, |reply| tiktok.orders().claim(order, &claimant.into(), reply))
}

fn ack(tiktok: &SimulatedTikTok, order: &TradeOrderId) -> Option<OrdersAnswer<()>> {
    wait(tiktok, |reply| tiktok.orders().ack(order, &ME.into(), reply))
}

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}
