//! A purchase that nobody waits for any more.

use purchasable::flow::{Event, Record};
use purchasable::{Charged, Created, OrderStatus, OrdersAnswer, PanelOutcome, Step};

use crate::bench::{Bench, order};

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
