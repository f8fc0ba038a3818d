//! Backends that each break one promise.

use std::time::Duration;

use purchasable::conformance::{self, ORDERS};
use purchasable::{
    Call, Claim, Claimant, Created, HostBridge, Inventory, Item, LedgerOrder, NewOrder, Order, OrderStatus, Orders,
    OrdersAnswer, OrdersError, OrdersErrorKind, PanelOutcome, PlayerTag, Reply, TradeOrderId,
};

use super::each_is_seen;
use super::session::{Bend, Bent, Session};
use crate::finish;
use crate::harness::Goods;

const BROKEN: &[(&str, (Inventory, Bend))] = &[
    ("O1", client(Bend::Tag(|session, tag| format!("{tag} {}", session.number).into()))),
    ("O2", client(Bend::Tag(|_, _| "everybody".into()))),
    ("O3", client(Bend::Home(|session, home| if session.number == 0 { home } else { Inventory::Backend }))),
    ("O4", client(Bend::Created(|_, answer| answer.map(|created| with_status(created, OrderStatus::Paid))))),
    ("O5", client(Bend::Wish(under_a_new_key_when_repeated))),
    ("O6", client(Bend::Created(in_its_own_way_when_paid))),
    ("O7", client(Bend::Wish(under_a_new_key_at_once))),
    ("O8", client(Bend::Created(by_the_key_alone))),
    ("O9", client(Bend::Open(|_, open| open.iter().map(|order| order.with_payload([])).collect()))),
    ("O10", client(Bend::Wish(accepting_everything_in_another_tab))),
    ("O11", client(Bend::Wish(accepting_everything_at_once))),
    ("O12", client(Bend::Created(other_items_in_the_way))),
    ("O13", client(Bend::Created(other_players_in_the_way))),
    ("O14", client(Bend::Wish(|_, wish| wish.accepted.clear()))),
    ("O15", client(Bend::Wish(with_the_right_digest))),
    ("O16", client(Bend::Report(|_, _, outcome| (outcome != PanelOutcome::NeverPaid).then_some(outcome)))),
    ("O17", client(Bend::Report(|_, _, _| Some(PanelOutcome::NeverPaid)))),
    ("O18", client(Bend::Report(paid_on_success))),
    ("O19", client(Bend::Report(believed))),
    ("O20", client(Bend::Status(closed_for_ever))),
    ("O21", client(Bend::Report(for_whomever))),
    ("O22", client(Bend::Status(pending_elsewhere))),
    ("O23", client(Bend::Status(paid_when_told_again))),
    ("O24", client(Bend::Wish(accepting_what_is_paid))),
    ("O25", client(Bend::Status(|_, _, status| status.map(|status| instead_of(OrderStatus::Closed, status, PENDING))))),
    ("O26", client(Bend::Open(|_, open| without(OrderStatus::Closed, open)))),
    ("O27", client(Bend::Status(closed_for_ever))),
    ("O28", client(Bend::Status(closed_with_age))),
    ("O29", client(Bend::Status(paid_when_told_again))),
    ("O30", client(Bend::AckUnasked(deaf_to_refunds))),
    ("O31", client(Bend::Claim(|_, _, _, claim| claim.map(|claim| mine_instead_of(Claim::Refunded, claim))))),
    ("O32", client(Bend::Created(refunds_in_the_way))),
    ("O33", client(Bend::Open(|_, open| without(OrderStatus::Refunded, open)))),
    ("O34", client(Bend::Open(|_, open| [&open[..], &open[..]].concat()))),
    ("O35", client(Bend::Open(with_those_of_others))),
    ("O36", client(Bend::Status(|_, _, status| status.or(Ok(OrderStatus::Closed))))),
    ("O37", client(Bend::Created(|_, answer| answer.map(owned_is_in_the_way)))),
    ("O38", client(Bend::Created(owned_when_paid))),
    ("O39", client(Bend::Created(owned_for_ever))),
    ("O40", client(Bend::Created(everything_is_owned))),
    ("O41", client(Bend::Claim(|_, _, _, claim| claim.or(Ok(Claim::Mine))))),
    ("O42", client(Bend::Claim(|_, _, _, claim| claim.map(|claim| mine_instead_of(Claim::Elsewhere, claim))))),
    ("O43", client(Bend::ClaimUnasked(|session, _, _| session.is_second_at_once().then_some(Claim::Mine)))),
    (
        "O44",
        client(Bend::ClaimUnasked(|session, order, who| session.notes(order, who.as_str()).then_some(Claim::Mine))),
    ),
    ("O45", client(Bend::Claim(leased_for_ever))),
    ("O46", client(Bend::AckUnasked(claimed_on_the_way))),
    ("O47", client(Bend::Claim(|_, _, _, claim| claim.map(|claim| mine_instead_of(Claim::Granted, claim))))),
    ("O48", client(Bend::AckUnasked(refused_the_second_time))),
    ("O49", backend(Bend::Status(|_, _, status| status.map(|status| instead_of(OrderStatus::Granted, status, PAID))))),
    ("O50", backend(Bend::Claim(|_, _, _, _| Ok(Claim::Mine)))),
    ("O51", client(Bend::Open(|session, open| if open.is_empty() { what_was_made(session, PAID) } else { open }))),
    ("O52", client(Bend::Report(paid_on_cancel))),
    ("O53", client(Bend::Open(|_, open| without(OrderStatus::Paid, open)))),
    ("O54", client(Bend::Open(|_, open| open.iter().map(|order| order.with_status(PENDING)).collect()))),
    ("O55", client(Bend::Claim(|_, _, _, claim| claim.map(|claim| mine_instead_of(Claim::Granted, claim))))),
    ("O56", client(Bend::AckUnasked(deaf_to_refunds))),
];

const PENDING: OrderStatus = OrderStatus::Pending;
const PAID: OrderStatus = OrderStatus::Paid;

#[test]
fn every_broken_backend_is_seen() {
    each_is_seen(ORDERS, BROKEN, |(inventory, bend)| finish(conformance::orders(&mut Bent::new(inventory, bend))));
}

#[test]
fn a_backend_that_is_bent_nowhere_passes() {
    for inventory in [Inventory::Client, Inventory::Backend] {
        let mut straight = Bent::new(inventory, Bend::Wish(|_, _| {}));
        let report = finish(conformance::orders(&mut straight)).check().unwrap();
        assert!(report.is_complete(), "{report}");
    }
}

const fn client(bend: Bend) -> (Inventory, Bend) {
    (Inventory::Client, bend)
}

const fn backend(bend: Bend) -> (Inventory, Bend) {
    (Inventory::Backend, bend)
}

type Answer = OrdersAnswer<Created>;
type Status = OrdersAnswer<OrderStatus>;

// Wishes.

/// Under which a second order is made beside the first.
fn under_a_new_key(session: &Session, wish: &mut NewOrder) {
    wish.key = session.tiktok.random().to_string().into();
    accepting_everything(session, wish);
}

fn under_a_new_key_when_repeated(session: &Session, wish: &mut NewOrder) {
    let is_repeated = session.memory.made.borrow().iter().any(|made| *made.key() == wish.key);
    if is_repeated {
        under_a_new_key(session, wish);
    }
}

fn under_a_new_key_at_once(session: &Session, wish: &mut NewOrder) {
    if session.is_second_at_once() {
        under_a_new_key(session, wish);
    }
}

/// The simulated host counts its orders.
fn accepting_everything(_: &Session, wish: &mut NewOrder) {
    wish.accepted = (1..20).map(|number| format!("TOID{number:010}").into()).collect();
}

fn accepting_everything_in_another_tab(session: &Session, wish: &mut NewOrder) {
    if session.number > 0 {
        accepting_everything(session, wish);
    }
}

fn accepting_everything_at_once(session: &Session, wish: &mut NewOrder) {
    if session.is_second_at_once() {
        accepting_everything(session, wish);
    }
}

fn accepting_what_is_paid(session: &Session, wish: &mut NewOrder) {
    let paid = session.all().into_iter().filter(|order| order.status == PAID);
    wish.accepted.extend(paid.map(|order| order.id));
}

fn with_the_right_digest(_: &Session, wish: &mut NewOrder) {
    let item = Goods::ITEMS.iter().find(|item| item.sku() == wish.sku);
    wish.digest = item.map_or(0, Item::digest);
}

// Answers to wishes.

fn with_status(created: Created, status: OrderStatus) -> Created {
    match created {
        Created::Order(order) => Created::Order(order.with_status(status)),
        created => created,
    }
}

fn in_its_own_way_when_paid(_: &Session, answer: Answer) -> Answer {
    match answer {
        Ok(Created::Order(order)) if order.status() == PAID => Ok(Created::EarlierOpen(vec![order])),
        answer => answer,
    }
}

/// Whoever has used the key.
fn by_the_key_alone(session: &Session, answer: Answer) -> Answer {
    match answer {
        Ok(Created::Order(order)) => {
            let made = session.memory.made.borrow();
            let first = made.iter().find(|made| made.key() == order.key()).cloned();
            Ok(Created::Order(first.unwrap_or(order)))
        }
        answer => answer,
    }
}

fn other_items_in_the_way(session: &Session, answer: Answer) -> Answer {
    in_the_way(session, answer, |earlier, order| earlier.sku() != order.sku() && earlier.status() == PENDING)
}

fn other_players_in_the_way(session: &Session, answer: Answer) -> Answer {
    in_the_way(session, answer, |earlier, order| session.player_of(earlier) != session.player_of(order))
}

fn in_the_way(session: &Session, answer: Answer, is_in_the_way: impl Fn(&Order, &Order) -> bool) -> Answer {
    let Ok(Created::Order(order)) = &answer else { return answer };
    let made = session.memory.made.borrow();
    match made.iter().find(|earlier| is_in_the_way(earlier, order)) {
        Some(earlier) => Ok(Created::EarlierOpen(vec![earlier.clone()])),
        None => answer,
    }
}

fn refunds_in_the_way(session: &Session, answer: Answer) -> Answer {
    let refunded = |order: &Order| session.made(order.sku(), OrderStatus::Refunded);
    match &answer {
        Ok(Created::Order(order)) => refunded(order).map_or(answer, |earlier| Ok(Created::EarlierOpen(vec![earlier]))),
        _ => answer,
    }
}

fn owned_is_in_the_way(created: Created) -> Created {
    if created == Created::Owned { Created::EarlierOpen(Vec::new()) } else { created }
}

fn owned_when_paid(_: &Session, answer: Answer) -> Answer {
    match answer {
        Ok(Created::EarlierOpen(earlier)) if earlier.iter().all(|order| order.status() == PAID) => Ok(Created::Owned),
        answer => answer,
    }
}

fn owned_for_ever(session: &Session, answer: Answer) -> Answer {
    match &answer {
        Ok(Created::Order(order)) if session.made(order.sku(), OrderStatus::Refunded).is_some() => Ok(Created::Owned),
        _ => answer,
    }
}

fn everything_is_owned(session: &Session, answer: Answer) -> Answer {
    match &answer {
        Ok(Created::Order(order)) if session.made(order.sku(), OrderStatus::Granted).is_some() => Ok(Created::Owned),
        _ => answer,
    }
}

// Reports.

fn paid_on_success(session: &Session, order: &TradeOrderId, outcome: PanelOutcome) -> Option<PanelOutcome> {
    if outcome == PanelOutcome::Succeeded { pay(session, order) } else { Some(outcome) }
}

fn for_whomever(session: &Session, order: &TradeOrderId, outcome: PanelOutcome) -> Option<PanelOutcome> {
    session.tiktok.orders_of("One").report(order, outcome);
    None
}

fn pay(session: &Session, order: &TradeOrderId) -> Option<PanelOutcome> {
    session.tiktok.call(Call::Pay(order.clone()), Reply::new(|_| {}));
    session.tiktok.advance(Duration::from_secs(1));
    None
}

fn paid_on_cancel(session: &Session, order: &TradeOrderId, outcome: PanelOutcome) -> Option<PanelOutcome> {
    if outcome == PanelOutcome::Cancelled { pay(session, order) } else { Some(outcome) }
}

/// Pays the order back, which is the only way off `Paid` that the simulated backend has.
fn believed(session: &Session, order: &TradeOrderId, outcome: PanelOutcome) -> Option<PanelOutcome> {
    let is_undone = outcome == PanelOutcome::NeverPaid && session.tiktok.refund(order);
    (!is_undone).then_some(outcome)
}

// Statuses.

fn instead_of(what: OrderStatus, status: OrderStatus, other: OrderStatus) -> OrderStatus {
    if status == what { other } else { status }
}

fn pending_elsewhere(session: &Session, _: &TradeOrderId, status: Status) -> Status {
    if session.number == 0 { status } else { Ok(PENDING) }
}

fn paid_when_told_again(session: &Session, order: &TradeOrderId, status: Status) -> Status {
    let told = session.memory.told.borrow().iter().filter(|told| *told == order).count();
    if told > 1 { Ok(PAID) } else { status }
}

fn closed_for_ever(session: &Session, order: &TradeOrderId, status: Status) -> Status {
    let was_closed = session.memory.noted.borrow().contains(&(order.clone(), "closed".to_owned()));
    if status == Ok(OrderStatus::Closed) {
        session.notes(order, "closed");
    }
    if was_closed { Ok(OrderStatus::Closed) } else { status }
}

fn closed_with_age(session: &Session, _: &TradeOrderId, status: Status) -> Status {
    if session.tiktok.now() > Duration::from_secs(30 * 60) { Ok(OrderStatus::Closed) } else { status }
}

// Lists.

fn without(status: OrderStatus, open: Vec<Order>) -> Vec<Order> {
    open.into_iter().filter(|order| order.status() != status).collect()
}

fn with_those_of_others(session: &Session, mut open: Vec<Order>) -> Vec<Order> {
    let made = session.memory.made.borrow();
    let own = Some(PlayerTag::from(format!("{:?}", session.player)));
    open.extend(made.iter().filter(|order| session.player_of(order) != own).cloned());
    open
}

fn what_was_made(session: &Session, status: OrderStatus) -> Vec<Order> {
    session.memory.made.borrow().iter().map(|order| order.with_status(status)).collect()
}

// Leases.

fn mine_instead_of(what: Claim, claim: Claim) -> Claim {
    if claim == what { Claim::Mine } else { claim }
}

fn leased_for_ever(
    session: &Session,
    order: &TradeOrderId,
    who: &Claimant,
    claim: OrdersAnswer<Claim>,
) -> OrdersAnswer<Claim> {
    let first = session.memory.noted.borrow().iter().find(|(leased, _)| leased == order).map(|(_, who)| who.clone());
    session.notes(order, who.as_str());
    match first {
        Some(first) if claim == Ok(Claim::Mine) && first != who.as_str() => Ok(Claim::Elsewhere),
        _ => claim,
    }
}

// Acknowledgements.

fn deaf_to_refunds(session: &Session, order: &TradeOrderId) -> Option<OrdersAnswer<()>> {
    let is_refunded = |known: &LedgerOrder| known.id == *order && known.status == OrderStatus::Refunded;
    session.all().iter().any(is_refunded).then_some(Ok(()))
}

fn claimed_on_the_way(session: &Session, order: &TradeOrderId) -> Option<OrdersAnswer<()>> {
    session.real.claim(order, &"whoever".into(), Reply::new(|_| {}));
    None
}

fn refused_the_second_time(session: &Session, order: &TradeOrderId) -> Option<OrdersAnswer<()>> {
    let no = OrdersError::new(OrdersErrorKind::Rejected, "it is granted already");
    session.notes(order, "acknowledged").then_some(Err(no))
}
