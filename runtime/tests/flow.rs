//! The flow alone: events in, commands out, no host and no clock.

use std::time::Duration;

use purchasable::flow::{Command, Event, Flow, Identity, Plan, Record, Ticket};
use purchasable::{
    Answer, Call, Charged, Created, HostError, HostErrorKind, Inventory, Item, JournalError, Order, OrderKey,
    OrderStatus, OrdersError, OrdersErrorKind, PanelOutcome, PurchaseError, Reason, Retry, Stage, Step, TierId, Timing,
    ToppedUp, TradeOrderId,
};

static SWORD: Item = Item::declare("steel_sword", "Steel sword", 500).with_tier_id("tier-500");
const TIER: TierId = TierId("tier-500");

/// A flow and the time, with the verbs of a test.
struct Bench {
    flow: Flow,
    now: Duration,
}

impl Bench {
    fn new(top_up: Option<TierId>, inventory: Inventory) -> Self {
        let plan = Plan {
            item: &SWORD,
            key: OrderKey(7),
            top_up,
            inventory,
            orphans: vec![OrderKey(3)],
            timing: Timing::default(),
        };
        Self { flow: Flow::new(plan, Duration::ZERO), now: Duration::ZERO }
    }

    fn paying_in_panel() -> Self {
        Self::new(None, Inventory::Client)
    }

    fn command(&mut self) -> Command {
        self.flow.next_command().expect("the flow wants something done")
    }

    fn idle(&mut self) {
        assert_eq!(self.flow.next_command(), None);
    }

    fn feed(&mut self, event: Event) {
        self.flow.handle(event, self.now);
    }

    fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        self.feed(Event::Tick);
    }

    fn identify(&mut self) {
        self.identify_with(false);
    }

    fn identify_with(&mut self, unsettled_top_up: bool) {
        let Command::Identify(ticket) = self.command() else { panic!("first of all, who is playing?") };
        self.feed(Event::Identified(ticket, Ok(Identity { player: "anna".into(), unsettled_top_up })));
    }

    fn call(&mut self, wanted: &Call) -> Ticket {
        match self.command() {
            Command::Call(ticket, call) if call == *wanted => ticket,
            other => panic!("expected {wanted:?}, found {other:?}"),
        }
    }

    fn answer(&mut self, wanted: &Call, answer: Result<Answer, HostError>) {
        let ticket = self.call(wanted);
        self.feed(Event::Answered(ticket, answer));
    }

    fn written(&mut self, wanted: &Record) {
        assert_eq!(self.command(), Command::Write(wanted.clone()));
        self.feed(Event::Written(Ok(())));
    }

    fn create(&mut self) -> Ticket {
        let Command::Create(ticket) = self.command() else { panic!("an order is due") };
        ticket
    }

    fn created(&mut self, answer: Result<Created, OrdersError>) {
        let ticket = self.create();
        self.feed(Event::Created(ticket, answer));
    }

    fn status(&mut self, answer: Result<OrderStatus, OrdersError>) {
        let Command::AskStatus(ticket, _) = self.command() else { panic!("the backend is to be asked") };
        self.feed(Event::Status(ticket, answer));
    }

    fn reported(&mut self, outcome: PanelOutcome) {
        assert_eq!(self.command(), Command::Report(order_id(), outcome));
    }

    /// Up to an order that is on record.
    fn make_order(&mut self) {
        self.written(&Record::Key);
        self.created(Ok(Created::Order(order())));
        self.written(&Record::Order(order_id()));
    }

    /// Up to the first look into the wallet, of a purchase that tops up before it pays.
    fn topping_up(unsettled_top_up: bool) -> Self {
        let mut bench = Self::new(Some(TIER), Inventory::Client);
        bench.identify_with(unsettled_top_up);
        bench.make_order();
        bench
    }

    /// Up to the open payment panel.
    fn open_panel(&mut self) -> Ticket {
        self.identify();
        self.make_order();
        self.call(&Call::Pay(order_id()))
    }

    /// Up to a panel that has closed with this answer.
    fn close_panel(&mut self, answer: Result<Answer, HostError>, reported: PanelOutcome) {
        let pay = self.open_panel();
        self.feed(Event::Answered(pay, answer));
        self.reported(reported);
    }

    fn error(&self) -> &PurchaseError {
        self.flow.outcome().expect("the purchase is over").as_ref().expect_err("without a receipt")
    }

    fn paid(&self) -> bool {
        matches!(self.flow.outcome(), Some(Ok(_)))
    }
}

fn order_id() -> TradeOrderId {
    "TOID1".into()
}

fn order() -> Order {
    let (sku, status) = (SWORD.sku().to_owned(), OrderStatus::Pending);
    Order { id: order_id(), key: OrderKey(7), sku, status, payload: Vec::new() }
}

fn host_error(kind: HostErrorKind) -> HostError {
    HostError::new(kind, "").with_raw("{}")
}

fn unreachable() -> OrdersError {
    OrdersError::new(OrdersErrorKind::Unreachable, "")
}

#[test]
fn the_key_is_on_record_before_create_and_the_order_before_pay() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    assert_eq!(bench.command(), Command::Write(Record::Key));
    bench.idle();
    bench.feed(Event::Written(Ok(())));
    bench.created(Ok(Created::Order(order())));
    assert_eq!(bench.command(), Command::Write(Record::Order(order_id())));
    bench.idle();
    bench.feed(Event::Written(Ok(())));
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn a_journal_that_refuses_stops_the_purchase_before_the_host_is_called() {
    let full = || Err(JournalError::new("storage is full"));
    let mut before_create = Bench::paying_in_panel();
    before_create.identify();
    before_create.command();
    before_create.feed(Event::Written(full()));
    before_create.idle();
    assert_eq!((before_create.error().stage(), before_create.error().charged()), (Stage::Journal, Charged::No));

    let mut before_pay = Bench::paying_in_panel();
    before_pay.identify();
    before_pay.written(&Record::Key);
    before_pay.created(Ok(Created::Order(order())));
    before_pay.command();
    before_pay.feed(Event::Written(full()));
    before_pay.reported(PanelOutcome::NeverPaid);
    before_pay.idle();
    assert_eq!(before_pay.error().charged(), Charged::No);

    let mut before_recharge = Bench::topping_up(false);
    before_recharge.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    before_recharge.command();
    before_recharge.feed(Event::Written(full()));
    before_recharge.reported(PanelOutcome::NeverPaid);
    before_recharge.idle();
    assert_eq!(before_recharge.error().charged(), Charged::No);
}

#[test]
fn the_hosts_success_alone_makes_no_receipt() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Pending));
    assert_eq!(bench.flow.step(), Step::Confirming);
    bench.wait(2);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.paid());
}

#[test]
fn a_success_that_the_backend_never_sees_is_unsettled_and_not_failed() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Pending));
    bench.wait(31);
    let error = bench.error();
    assert_eq!((error.reason(), error.charged()), (&Reason::Unsettled, Charged::Maybe));
    assert_eq!((error.retry(), error.order()), (Retry::AfterRecover, Some(&order_id())));
}

#[test]
fn every_answer_of_the_panel_is_checked_with_the_backend() {
    use HostErrorKind::{Cancelled, Malformed, NoAnswer, Rejected, Threw, TimedOut};
    for kind in [Cancelled, Malformed, NoAnswer, Rejected, Threw, TimedOut] {
        let mut bench = Bench::paying_in_panel();
        let pay = bench.open_panel();
        bench.feed(Event::Answered(pay, Err(host_error(kind))));
        assert!(matches!(bench.command(), Command::Report(..)));
        bench.status(Ok(OrderStatus::Paid));
        assert!(bench.paid(), "{kind:?} hid a payment");
    }
}

#[test]
fn a_cancel_is_reported_and_asked_about_once() {
    for answer in [Ok(OrderStatus::Pending), Ok(OrderStatus::Closed), Err(unreachable())] {
        let mut bench = Bench::paying_in_panel();
        bench.close_panel(Err(host_error(HostErrorKind::Cancelled)), PanelOutcome::Cancelled);
        bench.status(answer);
        bench.idle();
        let error = bench.error();
        assert_eq!((error.reason(), error.charged()), (&Reason::Cancelled, Charged::Maybe));
        assert_eq!(error.to_accept(), [order_id()]);
    }
}

#[test]
fn a_refusal_waits_until_the_backend_has_answered() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Err(host_error(HostErrorKind::Rejected)), PanelOutcome::Failed);
    bench.status(Err(unreachable()));
    assert!(bench.flow.outcome().is_none());
    bench.wait(2);
    bench.status(Ok(OrderStatus::Pending));
    let error = bench.error();
    assert_eq!(error.reason(), &Reason::Host(host_error(HostErrorKind::Rejected)));
    assert_eq!((error.charged(), error.retry()), (Charged::Maybe, Retry::AfterRecover));
}

#[test]
fn an_answer_of_an_unknown_shape_is_kept_with_the_unsettled_purchase() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Err(host_error(HostErrorKind::Malformed)), PanelOutcome::NoAnswer);
    bench.status(Ok(OrderStatus::Pending));
    bench.wait(31);
    assert_eq!(bench.error().reason(), &Reason::Unsettled);
    assert_eq!(bench.error().host_error().map(|error| error.raw.as_str()), Some("{}"));
}

#[test]
fn a_closed_order_is_never_taken_for_an_uncharged_one() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Closed));
    bench.wait(31);
    assert_eq!((bench.error().reason(), bench.error().charged()), (&Reason::Unsettled, Charged::Maybe));
}

#[test]
fn a_silent_panel_is_polled_and_payment_ends_it() {
    let mut bench = Bench::paying_in_panel();
    bench.open_panel();
    for _ in 0..5 {
        bench.wait(2);
        bench.status(Ok(OrderStatus::Pending));
        assert_eq!(bench.flow.step(), Step::Paying);
    }
    bench.wait(2);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.paid());
}

#[test]
fn a_panel_that_never_answers_becomes_unsettled_and_its_late_answer_is_filed() {
    let mut bench = Bench::paying_in_panel();
    let pay = bench.open_panel();
    bench.wait(601);
    bench.reported(PanelOutcome::NoAnswer);
    assert_eq!(bench.error().reason(), &Reason::Unsettled);
    bench.idle();

    bench.feed(Event::Answered(pay, Ok(Answer::Done)));
    bench.reported(PanelOutcome::Succeeded);
    bench.feed(Event::Answered(pay, Err(host_error(HostErrorKind::Cancelled))));
    bench.idle();
}

#[test]
fn keep_waiting_asks_on_without_another_panel() {
    let mut bench = Bench::paying_in_panel();
    bench.open_panel();
    bench.wait(601);
    bench.reported(PanelOutcome::NoAnswer);
    bench.feed(Event::KeepWaiting);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.paid());
}

#[test]
fn a_lost_create_is_repeated_under_the_same_key_and_no_more_than_three_times() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    bench.create();
    bench.wait(30);
    bench.wait(2);
    bench.created(Err(unreachable()));
    bench.wait(2);
    bench.created(Err(unreachable()));
    bench.idle();
    assert_eq!((bench.error().stage(), bench.error().charged()), (Stage::CreateOrder, Charged::No));
}

#[test]
fn the_key_leaves_the_journal_only_when_no_order_can_exist_under_it() {
    let mut refused = Bench::paying_in_panel();
    refused.identify();
    refused.written(&Record::Key);
    refused.created(Ok(Created::Owned));
    assert_eq!(refused.command(), Command::Erase(Record::Key));
    assert_eq!((refused.error().reason(), refused.error().retry()), (&Reason::Owned, Retry::Never));

    let mut refused_after_a_lost_answer = Bench::paying_in_panel();
    refused_after_a_lost_answer.identify();
    refused_after_a_lost_answer.written(&Record::Key);
    refused_after_a_lost_answer.created(Err(unreachable()));
    refused_after_a_lost_answer.wait(2);
    refused_after_a_lost_answer.created(Ok(Created::Owned));
    refused_after_a_lost_answer.idle();
}

#[test]
fn an_answer_to_an_earlier_try_under_the_same_key_is_taken() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    let first = bench.create();
    bench.wait(30);
    bench.feed(Event::Created(first, Ok(Created::Order(order()))));
    bench.written(&Record::Order(order_id()));
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn an_order_that_nobody_ever_heard_of_does_not_stand_in_the_way() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    let orphan = Order { key: OrderKey(3), ..order() };
    bench.created(Ok(Created::EarlierOpen(vec![orphan.clone()])));
    bench.reported(PanelOutcome::NeverPaid);
    bench.created(Ok(Created::EarlierOpen(vec![orphan, Order { key: OrderKey(4), ..order() }])));
    assert!(matches!(bench.error().reason(), Reason::EarlierOpen(orders) if orders.len() == 2), "one is not ours");
}

#[test]
fn a_word_of_the_journal_out_of_turn_changes_nothing() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Paid));
    bench.feed(Event::Written(Err(JournalError::new("too late"))));
    assert!(bench.paid());
}

#[test]
fn a_top_up_that_may_still_arrive_is_not_to_be_repeated_at_once() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    bench.answer(&Call::Recharge(TIER), Err(host_error(HostErrorKind::Rejected)));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    assert_eq!((bench.error().topped_up(), bench.error().retry()), (ToppedUp::Maybe, Retry::Later));
}

#[test]
fn where_pay_may_top_up_nobody_can_say_that_it_did_not() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Err(host_error(HostErrorKind::Cancelled)), PanelOutcome::Cancelled);
    bench.status(Ok(OrderStatus::Pending));
    assert_eq!(bench.error().topped_up(), ToppedUp::Maybe);
}

#[test]
fn an_earlier_open_order_stops_the_purchase_before_any_panel() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    bench.created(Ok(Created::EarlierOpen(vec![order()])));
    assert_eq!(bench.command(), Command::Erase(Record::Key));
    bench.idle();
    assert_eq!((bench.error().retry(), bench.error().charged()), (Retry::AfterAccepting, Charged::No));
    assert_eq!(bench.error().to_accept(), [order_id()]);
}

#[test]
fn an_order_for_something_else_is_not_paid() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    bench.created(Ok(Created::Order(Order { sku: "shield".into(), ..order() })));
    bench.idle();
    assert!(bench.error().to_string().contains("the order is for `shield`, not for `steel_sword`"));
}

#[test]
fn an_order_that_is_no_longer_new_is_asked_about_and_not_paid() {
    for status in [OrderStatus::Paid, OrderStatus::Closed, OrderStatus::Granted, OrderStatus::Refunded] {
        let mut bench = Bench::paying_in_panel();
        bench.identify();
        bench.written(&Record::Key);
        bench.created(Ok(Created::Order(Order { status, ..order() })));
        bench.written(&Record::Order(order_id()));
        bench.status(Ok(status));
        bench.idle();
    }
}

#[test]
fn nobody_tops_up_for_an_order_that_cannot_be_made() {
    for refusal in [Created::Owned, Created::EarlierOpen(vec![order()]), Created::PriceDrift(SWORD.beans())] {
        let mut bench = Bench::new(Some(TIER), Inventory::Client);
        bench.identify();
        bench.written(&Record::Key);
        bench.created(Ok(refusal));
        assert_eq!(bench.command(), Command::Erase(Record::Key));
        bench.idle();
        assert_eq!((bench.error().charged(), bench.error().topped_up()), (Charged::No, ToppedUp::No));
    }
}

#[test]
fn an_order_that_grew_old_while_topping_up_is_not_paid() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    let recharge = bench.call(&Call::Recharge(TIER));
    bench.now += Duration::from_secs(901);
    bench.feed(Event::Answered(recharge, Ok(Answer::Done)));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(true)));
    assert_eq!(bench.command(), Command::Erase(Record::TopUp(TIER)));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
    let error = bench.error();
    assert_eq!((error.reason(), error.topped_up()), (&Reason::OrderTooOld, ToppedUp::Yes));
    assert_eq!((error.retry(), error.order()), (Retry::Now, None));
}

#[test]
fn enough_beans_need_no_top_up() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(true)));
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn a_short_wallet_is_topped_up_once_and_looked_at_again() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    assert_eq!(bench.flow.step(), Step::ToppingUp { again: false });
    bench.answer(&Call::Recharge(TIER), Ok(Answer::Done));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
    let error = bench.error();
    assert_eq!((error.reason(), error.topped_up()), (&Reason::TopUpUnsettled, ToppedUp::Yes));
}

#[test]
fn the_next_top_up_says_that_an_earlier_one_has_not_arrived() {
    let mut bench = Bench::topping_up(true);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    assert_eq!(bench.flow.step(), Step::ToppingUp { again: true });
}

#[test]
fn a_top_up_that_failed_but_moved_money_goes_on_to_the_order() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    bench.answer(&Call::Recharge(TIER), Err(host_error(HostErrorKind::Rejected)));
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(true)));
    assert_eq!(bench.command(), Command::Erase(Record::TopUp(TIER)));
    bench.call(&Call::Pay(order_id()));
}

#[test]
fn a_cancelled_top_up_is_a_cancelled_purchase() {
    let mut bench = Bench::topping_up(false);
    bench.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    bench.written(&Record::TopUp(TIER));
    bench.answer(&Call::Recharge(TIER), Err(host_error(HostErrorKind::Cancelled)));
    assert_eq!(bench.command(), Command::Erase(Record::TopUp(TIER)));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
    let error = bench.error();
    assert_eq!((error.reason(), error.stage(), error.retry()), (&Reason::Cancelled, Stage::Recharge, Retry::Now));
}

#[test]
fn a_session_that_ends_while_confirming_asks_for_a_login_and_does_not_fail() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Err(OrdersError::new(OrdersErrorKind::LoginRequired, "")));
    bench.wait(31);
    assert_eq!((bench.error().reason(), bench.error().retry()), (&Reason::Unsettled, Retry::AfterLogin));
}

#[test]
fn a_dropped_purchase_opens_no_panel_and_sees_an_open_one_through() {
    let mut before_the_panel = Bench::paying_in_panel();
    before_the_panel.identify();
    before_the_panel.written(&Record::Key);
    let create = before_the_panel.create();
    before_the_panel.feed(Event::Stop);
    before_the_panel.feed(Event::Created(create, Ok(Created::Order(order()))));
    before_the_panel.reported(PanelOutcome::NeverPaid);
    before_the_panel.idle();
    assert_eq!(before_the_panel.error().charged(), Charged::No);

    let mut in_the_panel = Bench::paying_in_panel();
    in_the_panel.open_panel();
    in_the_panel.feed(Event::Stop);
    assert_eq!(in_the_panel.flow.step(), Step::Paying);
    in_the_panel.wait(2);
    in_the_panel.status(Ok(OrderStatus::Paid));
    assert!(in_the_panel.paid());
}

#[test]
fn an_order_made_after_the_purchase_was_abandoned_is_reported_as_never_paid() {
    let mut bench = Bench::paying_in_panel();
    bench.identify();
    bench.written(&Record::Key);
    let create = bench.create();
    bench.feed(Event::Abandon);
    bench.feed(Event::Created(create, Ok(Created::Order(order()))));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
}

#[test]
fn where_the_backend_grants_only_its_grant_makes_a_receipt() {
    let mut bench = Bench::new(None, Inventory::Backend);
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Paid));
    assert!(bench.flow.outcome().is_none());
    bench.wait(2);
    bench.status(Ok(OrderStatus::Granted));
    assert!(bench.paid());
}

#[test]
fn a_payment_that_was_seen_counts_as_charged_whatever_follows() {
    let mut bench = Bench::new(None, Inventory::Backend);
    bench.close_panel(Err(host_error(HostErrorKind::Cancelled)), PanelOutcome::Cancelled);
    bench.status(Ok(OrderStatus::Paid));
    bench.wait(31);
    assert_eq!((bench.error().reason(), bench.error().charged()), (&Reason::Unsettled, Charged::Yes));
}

#[test]
fn answers_of_another_call_and_late_answers_change_nothing() {
    let mut bench = Bench::topping_up(false);
    let check = bench.call(&Call::CheckBalance(SWORD.beans()));
    bench.feed(Event::Answered(check, Ok(Answer::Sufficient(true))));
    bench.call(&Call::Pay(order_id()));
    let before = bench.flow.clone();
    bench.feed(Event::Answered(check, Ok(Answer::Sufficient(false))));
    assert_eq!(bench.flow, before);
}
