//! A flow and the time, with the verbs of a test.

#![allow(unreachable_pub, reason = "a module of one test")]

use std::collections::VecDeque;
use std::time::Duration;

use purchasable::flow::{Command, Event, Flow, OnRecord, Plan, Record, Ticket};
use purchasable::{
    Answer, AnyAnswer, Call, Created, HostError, HostErrorKind, Inventory, Item, Order, OrderStatus, OrdersAnswer,
    OrdersError, OrdersErrorKind, PanelOutcome, PlayerTag, PurchaseError, TierId, Timing, TradeOrderId,
};

pub static SWORD: Item = Item::declare("steel_sword", "Steel sword", 500).with_tier_id("tier-500");
pub const TIER: TierId = TierId("tier-500");

/// Of this attempt.
pub const KEY: &str = "7";
/// Of an attempt from here that never heard of its order.
pub const ORPHAN: &str = "3";

/// A flow and the time, with the verbs of a test.
pub struct Bench {
    pub flow: Flow,
    pub now: Duration,
    /// What the journal knows of the player.
    known: OnRecord,
    /// What the flow wants done and nobody has done yet.
    commands: VecDeque<Command>,
}

impl Bench {
    pub fn new(top_up: Option<TierId>, inventory: Inventory) -> Self {
        let plan = Plan {
            item: &SWORD,
            key: KEY.into(),
            top_up,
            inventory,
            orphans: vec![ORPHAN.into()],
            timing: Timing::default(),
        };
        let known = OnRecord { unsettled_top_up: false };
        let mut flow = Flow::new(plan, Duration::ZERO);
        let commands = flow.take_commands().into();
        Self { flow, now: Duration::ZERO, known, commands }
    }

    pub fn paying_in_panel() -> Self {
        Self::new(None, Inventory::Client)
    }

    pub fn command(&mut self) -> Command {
        self.commands.pop_front().expect("the flow wants something done")
    }

    pub fn idle(&mut self) {
        assert_eq!(self.commands, []);
    }

    pub fn feed(&mut self, event: Event) {
        self.flow.handle(event, self.now);
        self.commands.extend(self.flow.take_commands());
    }

    pub fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        self.feed(Event::Tick);
    }

    pub fn answered(&mut self, ticket: Ticket, answer: impl Into<AnyAnswer>) {
        self.feed(Event::Answered(ticket, answer.into()));
    }

    pub fn identify(&mut self) {
        let Command::Identify(ticket) = self.command() else { panic!("first of all, who is playing?") };
        self.answered(ticket, OrdersAnswer::Ok(PlayerTag::from("anna")));
    }

    pub fn call(&mut self, wanted: &Call) -> Ticket {
        match self.command() {
            Command::Call(ticket, call) if call == *wanted => ticket,
            other => panic!("expected {wanted:?}, found {other:?}"),
        }
    }

    pub fn answer(&mut self, wanted: &Call, answer: Result<Answer, HostError>) {
        let ticket = self.call(wanted);
        self.answered(ticket, answer);
    }

    pub fn written(&mut self, wanted: &Record) {
        assert_eq!(self.command(), Command::Write(wanted.clone()));
        self.journal_obeys();
    }

    pub fn journal_obeys(&mut self) {
        self.feed(Event::Written(Ok(self.known)));
    }

    pub fn create(&mut self) -> Ticket {
        let Command::Create(ticket) = self.command() else { panic!("an order is due") };
        ticket
    }

    pub fn created(&mut self, answer: Result<Created, OrdersError>) {
        let ticket = self.create();
        self.answered(ticket, answer);
    }

    pub fn status(&mut self, answer: Result<OrderStatus, OrdersError>) {
        let Command::AskStatus(ticket, _) = self.command() else { panic!("the backend is to be asked") };
        self.answered(ticket, answer);
    }

    pub fn status_of(&mut self, order: &str, answer: Result<OrderStatus, OrdersError>) {
        match self.command() {
            Command::AskStatus(ticket, asked) if asked.as_str() == order => self.answered(ticket, answer),
            other => panic!("what became of {order}? found {other:?}"),
        }
    }

    pub fn reported(&mut self, outcome: PanelOutcome) {
        assert_eq!(self.command(), Command::Report(order_id(), outcome));
    }

    /// Up to an order that is on record.
    pub fn make_order(&mut self) {
        self.written(&Record::Key);
        self.created(Ok(Created::Order(order())));
        self.written(&Record::Order(order_id()));
    }

    /// Up to the first look into the wallet, of a purchase that tops up before it pays.
    pub fn topping_up(unsettled_top_up: bool) -> Self {
        let mut bench = Self::new(Some(TIER), Inventory::Client);
        bench.known = OnRecord { unsettled_top_up };
        bench.identify();
        bench.make_order();
        bench
    }

    /// Up to the open payment panel.
    pub fn open_panel(&mut self) -> Ticket {
        self.identify();
        self.make_order();
        self.call(&Call::Pay(order_id()))
    }

    /// Up to a panel that has closed with this answer.
    pub fn close_panel(&mut self, answer: Result<Answer, HostError>, reported: PanelOutcome) {
        let pay = self.open_panel();
        self.answered(pay, answer);
        self.reported(reported);
    }

    pub fn error(&self) -> &PurchaseError {
        self.flow.outcome().expect("the purchase is over").as_ref().expect_err("without a receipt")
    }

    pub fn paid(&self) -> bool {
        matches!(self.flow.outcome(), Some(Ok(_)))
    }
}

pub fn order_id() -> TradeOrderId {
    "TOID1".into()
}

pub fn order() -> Order {
    Order::new(order_id(), KEY, SWORD.sku(), OrderStatus::Pending)
}

pub fn host_error(kind: HostErrorKind) -> HostError {
    HostError::new(kind, "").with_raw("{}")
}

pub fn unreachable() -> OrdersError {
    OrdersError::new(OrdersErrorKind::Unreachable, "")
}
