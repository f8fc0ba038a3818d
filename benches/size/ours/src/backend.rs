//! The game's backend, reached through a JavaScript object that calls back with the number of the question and the answer,
//! or with nothing when it is in trouble.

use std::cell::Cell;
use std::rc::Rc;

use purchasable::{
    Beans, Claim, Claimant, Created, NewOrder, Order, OrderStatus, Orders, OrdersAnswer, OrdersError, OrdersErrorKind,
    PanelOutcome, PlayerTag, Reply, TradeOrderId,
};
use wasm_bindgen::prelude::*;

pub(crate) struct Backend {
    waiting: Rc<Cell<Vec<(u32, Waiting)>>>,
    last: Cell<u32>,
    answer: Closure<dyn Fn(u32, JsValue)>,
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = server, js_name = player)]
    fn ask_player(question: u32, answer: &JsValue);
    #[wasm_bindgen(js_namespace = server, js_name = create)]
    fn ask_order(sku: &str, digest: u64, key: &str, accepted: &str, question: u32, answer: &JsValue);
    #[wasm_bindgen(js_namespace = server, js_name = status)]
    fn ask_status(order: &str, question: u32, answer: &JsValue);
    #[wasm_bindgen(js_namespace = server, js_name = open)]
    fn ask_open(question: u32, answer: &JsValue);
    #[wasm_bindgen(js_namespace = server, js_name = claim)]
    fn ask_lease(order: &str, claimant: &str, question: u32, answer: &JsValue);
    #[wasm_bindgen(js_namespace = server, js_name = ack)]
    fn acknowledge(order: &str, claimant: &str, question: u32, answer: &JsValue);
    #[wasm_bindgen(js_namespace = server, js_name = report)]
    fn report(order: &str, outcome: u8);

    type Found;
    #[wasm_bindgen(method, indexing_getter)]
    fn get(this: &Found, at: u32) -> Option<JsValue>;
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn field(target: &JsValue, name: &str) -> Result<JsValue, JsValue>;
}

impl Orders for Backend {
    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        ask_player(self.wait(Waiting::Player(reply)), self.answer.as_ref());
    }

    fn create(&self, wish: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        let mut accepted = String::new();
        for order in &wish.accepted {
            accepted.push_str(order.as_str());
            accepted.push(' ');
        }
        ask_order(
            wish.sku,
            wish.digest,
            wish.key.as_str(),
            &accepted,
            self.wait(Waiting::Created(reply)),
            self.answer.as_ref(),
        );
    }

    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        ask_status(order.as_str(), self.wait(Waiting::Status(reply)), self.answer.as_ref());
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        ask_open(self.wait(Waiting::Open(reply)), self.answer.as_ref());
    }

    fn claim(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        ask_lease(order.as_str(), claimant.as_str(), self.wait(Waiting::Claim(reply)), self.answer.as_ref());
    }

    fn ack(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        acknowledge(order.as_str(), claimant.as_str(), self.wait(Waiting::Ack(reply)), self.answer.as_ref());
    }

    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        report(order.as_str(), outcome as u8);
    }
}

/// Where an answer goes.
enum Waiting {
    Player(Reply<OrdersAnswer<PlayerTag>>),
    Created(Reply<OrdersAnswer<Created>>),
    Status(Reply<OrdersAnswer<OrderStatus>>),
    Open(Reply<OrdersAnswer<Vec<Order>>>),
    Claim(Reply<OrdersAnswer<Claim>>),
    Ack(Reply<OrdersAnswer<()>>),
}

impl Backend {
    pub(crate) fn new() -> Self {
        let waiting = Rc::<Cell<Vec<(u32, Waiting)>>>::default();
        let questions = waiting.clone();
        let answer = Closure::new(move |question: u32, answer: JsValue| {
            let mut all = questions.take();
            let asked = all.iter().position(|(number, _)| *number == question).map(|at| all.swap_remove(at));
            questions.set(all);
            if let Some((_, waiting)) = asked {
                waiting.settle(&answer);
            }
        });
        Self { waiting, last: Cell::new(0), answer }
    }

    fn wait(&self, waiting: Waiting) -> u32 {
        let question = self.last.get().wrapping_add(1);
        self.last.set(question);
        let mut all = self.waiting.take();
        all.push((question, waiting));
        self.waiting.set(all);
        question
    }
}

impl Waiting {
    fn settle(self, answer: &JsValue) {
        let trouble = || OrdersError::new(OrdersErrorKind::Unreachable, "the backend is in trouble");
        let said = answer.as_string();
        let word = said.as_deref();
        match self {
            Self::Player(reply) => reply.settle(word.map(PlayerTag::from).ok_or_else(trouble)),
            Self::Created(reply) => reply.settle(created(answer).ok_or_else(trouble)),
            Self::Status(reply) => reply.settle(word.and_then(status).ok_or_else(trouble)),
            Self::Open(reply) => reply.settle(list(answer).ok_or_else(trouble)),
            Self::Claim(reply) => reply.settle(word.and_then(claim).ok_or_else(trouble)),
            Self::Ack(reply) => reply.settle(word.map(drop).ok_or_else(trouble)),
        }
    }
}

fn created(answer: &JsValue) -> Option<Created> {
    Some(match text(answer, "refused").as_deref() {
        Some("owned") => Created::Owned,
        Some("price") => Created::PriceDrift(price(answer)?),
        Some(_) => Created::EarlierOpen(list(&field(answer, "earlier").ok()?)?),
        None => Created::Order(order(answer)?),
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a price is a whole number")]
fn price(answer: &JsValue) -> Option<Beans> {
    Some(Beans(field(answer, "beans").ok()?.as_f64()? as u32))
}

fn list(answer: &JsValue) -> Option<Vec<Order>> {
    if !answer.is_object() {
        return None;
    }
    let found: &Found = answer.unchecked_ref();
    let mut orders = Vec::new();
    for at in 0.. {
        match found.get(at) {
            Some(next) => orders.push(order(&next)?),
            None => break,
        }
    }
    Some(orders)
}

fn order(answer: &JsValue) -> Option<Order> {
    let field = |name| text(answer, name);
    Some(Order::new(field("id")?, field("key")?, field("sku")?, status(&field("status")?)?))
}

fn text(answer: &JsValue, name: &str) -> Option<String> {
    field(answer, name).ok()?.as_string()
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

fn claim(word: &str) -> Option<Claim> {
    Some(match word {
        "mine" => Claim::Mine,
        "elsewhere" => Claim::Elsewhere,
        "granted" => Claim::Granted,
        "refunded" => Claim::Refunded,
        _ => return None,
    })
}
