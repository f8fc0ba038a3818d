//! A purchase that nobody waits for any more.

use purchasable::flow::{Event, Record};
use purchasable::{Answer, Call, Charged, Created, OrderStatus, OrdersAnswer, PanelOutcome, Reason, Step};

use crate::bench::{Bench, SWORD, TIER, order};

#[test]
fn a_dropped_purchase_opens_no_panel_and_sees_an_open_one_through() {
    let mut before_the_panel = Bench::paying_in_panel();
    before_the_panel.identify();
    before_the_panel.written(&Record::Key);
    let create = before_the_panel.create();
    before_the_panel.feed(Event::Stop);
    before_the_panel.answered(create, OrdersAnswer::Ok(Created::Order(order())));
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
    bench.answered(create, OrdersAnswer::Ok(Created::Order(order())));
    bench.reported(PanelOutcome::NeverPaid);
    bench.idle();
}

#[test]
fn what_an_abandoned_purchase_ends_as_depends_on_the_panel_that_was_open() {
    let mut in_the_panel = Bench::paying_in_panel();
    in_the_panel.open_panel();
    in_the_panel.feed(Event::Abandon);
    assert_eq!(*in_the_panel.error().reason(), Reason::Unsettled);

    let mut confirming = Bench::paying_in_panel();
    confirming.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    confirming.feed(Event::Abandon);
    assert_eq!(*confirming.error().reason(), Reason::Unsettled);

    let mut topping_up = Bench::topping_up(false);
    topping_up.answer(&Call::CheckBalance(SWORD.beans()), Ok(Answer::Sufficient(false)));
    topping_up.written(&Record::TopUp(TIER));
    topping_up.call(&Call::Recharge(TIER));
    topping_up.feed(Event::Abandon);
    assert_eq!(*topping_up.error().reason(), Reason::TopUpUnsettled);

    let mut ordering = Bench::paying_in_panel();
    ordering.identify();
    ordering.feed(Event::Abandon);
    assert_eq!(*ordering.error().reason(), Reason::Abandoned);
}

#[test]
fn what_is_over_cannot_be_abandoned() {
    let mut bench = Bench::paying_in_panel();
    bench.close_panel(Ok(Answer::Done), PanelOutcome::Succeeded);
    bench.status(Ok(OrderStatus::Paid));
    bench.feed(Event::Abandon);
    assert!(bench.paid());
    bench.idle();
}
