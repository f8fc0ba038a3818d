//! The game's backend, reached through a JavaScript object that answers each question with one line of text, or with
//! nothing when it is in trouble.

use purchasable::{
    Beans, Claim, Claimant, Created, NewOrder, Order, OrderKey, OrderStatus, Orders, OrdersAnswer, OrdersError,
    OrdersErrorKind, PanelOutcome, PlayerTag, Reply, TradeOrderId,
};
use wasm_bindgen::prelude::*;

pub(crate) struct Backend;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = backend, js_name = ask)]
    fn ask(question: &str, done: &JsValue);

    #[wasm_bindgen(js_namespace = backend, js_name = report)]
    fn report(order: &str, outcome: u8);
}

impl Orders for Backend {
    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        send(&["player"], reply, |line| Some(line.into()));
    }

    fn create(&self, wish: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        let (key, digest) = (hex(wish.key.0), hex(wish.digest.into()));
        let mut question = vec!["create", wish.sku, &digest, &key];
        question.extend(wish.accepted.iter().map(TradeOrderId::as_str));
        send(&question, reply, |line| {
            Some(match line.split_once(' ') {
                Some(("earlier", orders)) => Created::EarlierOpen(list(orders)?),
                Some(("price", beans)) => Created::PriceDrift(Beans(beans.parse().ok()?)),
                _ if line == "owned" => Created::Owned,
                _ => Created::Order(order(line)?),
            })
        });
    }

    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        send(&["status", order.as_str()], reply, status);
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        send(&["open"], reply, list);
    }

    fn claim(&self, order: &TradeOrderId, claimant: Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        send(&["claim", order.as_str(), &hex(claimant.0)], reply, |line| {
            Some(match line {
                "mine" => Claim::Mine,
                "elsewhere" => Claim::Elsewhere,
                "granted" => Claim::Granted,
                "refunded" => Claim::Refunded,
                _ => return None,
            })
        });
    }

    fn ack(&self, order: &TradeOrderId, claimant: Claimant, reply: Reply<OrdersAnswer<()>>) {
        send(&["ack", order.as_str(), &hex(claimant.0)], reply, |_| Some(()));
    }

    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        report(order.as_str(), outcome as u8);
    }
}

fn send<T: 'static>(question: &[&str], reply: Reply<OrdersAnswer<T>>, read: fn(&str) -> Option<T>) {
    let trouble = || OrdersError::new(OrdersErrorKind::Unreachable, "the backend is in trouble");
    let settle = move |line: Option<String>| reply.settle(line.as_deref().and_then(read).ok_or_else(trouble));
    send_boxed(&question.join(" "), Box::new(settle));
}

fn send_boxed(question: &str, settle: Box<dyn FnOnce(Option<String>)>) {
    ask(question, &Closure::once_into_js(move |line: JsValue| settle(line.as_string())));
}

/// `id,key,sku,status`, one after another.
fn list(line: &str) -> Option<Vec<Order>> {
    line.split(' ').filter(|order| !order.is_empty()).map(order).collect()
}

fn order(text: &str) -> Option<Order> {
    let mut fields = text.split(',');
    let mut field = || fields.next();
    let (id, key, sku) = (field()?, field()?, field()?);
    let key = OrderKey(u128::from_str_radix(key, 16).ok()?);
    Some(Order { id: id.into(), key, sku: sku.to_owned(), status: status(field()?)?, payload: Vec::new() })
}

fn status(word: &str) -> Option<OrderStatus> {
    Some(match word {
        "pending" => OrderStatus::Pending,
        "paid" => OrderStatus::Paid,
        "granted" => OrderStatus::Granted,
        "closed" => OrderStatus::Closed,
        "refunded" => OrderStatus::Refunded,
        _ => return None,
    })
}

#[expect(clippy::cast_possible_truncation, reason = "the rest is masked away")]
fn hex(number: u128) -> String {
    let digit = |at| char::from_digit((number >> (4 * at)) as u32 & 0xf, 16);
    (0..32).rev().filter_map(digit).collect()
}
