use super::*;
use crate::orders::MAX_PAYLOAD;
use crate::{Inventory, OrdersErrorKind, PanelOutcome};

fn earlier(answer: Option<OrdersAnswer<Created>>) -> Vec<TradeOrderId> {
    match answer {
        Some(Ok(Created::EarlierOpen(orders))) => orders.into_iter().map(|order| order.id().clone()).collect(),
        answer => panic!("no earlier order stands in the way: {answer:?}"),
    }
}

fn orders_error<T: fmt::Debug>(answer: Option<OrdersAnswer<T>>) -> OrdersErrorKind {
    answer.expect("an answer").expect_err("an error").kind
}

#[test]
fn a_repeated_key_gives_the_same_order() {
    let tiktok = SimulatedTikTok::new();
    let wish = wish(&tiktok, &SWORD);
    let first = made(create(&tiktok, wish.clone()));
    assert_eq!(made(create(&tiktok, wish)).id(), first.id());
    assert_eq!(tiktok.ledger().orders().len(), 1);
}

#[test]
fn an_unpaid_order_stands_in_the_way_of_the_next() {
    let tiktok = SimulatedTikTok::new();
    let first = order(&tiktok, &SWORD);
    assert_eq!(earlier(create(&tiktok, wish(&tiktok, &SWORD))), [first]);
    order(&tiktok, &SHIELD);
}

#[test]
fn an_accepted_order_does_not_stand_in_the_way() {
    let tiktok = SimulatedTikTok::new();
    let first = order(&tiktok, &SWORD);
    let wish = NewOrder { accepted: vec![first.clone()], ..wish(&tiktok, &SWORD) };
    assert_ne!(*made(create(&tiktok, wish)).id(), first);
}

#[test]
fn a_paid_order_stands_in_the_way_until_it_is_granted() {
    let tiktok = SimulatedTikTok::new();
    let first = paid_order(&tiktok, &SWORD);
    assert_eq!(earlier(create(&tiktok, wish(&tiktok, &SWORD))), std::slice::from_ref(&first));
    assert_eq!(claim(&tiktok, &first, ME), Some(Ok(Claim::Mine)));
    assert_eq!(ack(&tiktok, &first), Some(Ok(())));
    paid_order(&tiktok, &SWORD);
    assert!(tiktok.ledger().double_charges().is_empty());
}

#[test]
fn another_players_order_does_not_stand_in_the_way() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    let other = tiktok.orders_of("player-2");
    let wish = wish(&tiktok, &SWORD);
    made(wait(&tiktok, |reply| other.create(wish, reply)));
    assert_eq!(orders_error(wait(&tiktok, |reply| other.status(&order, reply))), OrdersErrorKind::Rejected);
}

#[test]
fn each_session_knows_its_player() {
    let tiktok = SimulatedTikTok::new();
    let tag = |orders: SimulatedOrders| wait(&tiktok, |reply| orders.player(reply));
    assert_eq!(tag(tiktok.orders()), Some(Ok(PlayerTag::from("player"))));
    assert_eq!(tag(tiktok.orders_of("player-2")), Some(Ok(PlayerTag::from("player-2"))));
}

#[test]
fn an_order_that_was_never_paid_is_dead() {
    let tiktok = SimulatedTikTok::new();
    let first = order(&tiktok, &SWORD);
    tiktok.orders().report(&first, PanelOutcome::NeverPaid);
    assert_ne!(order(&tiktok, &SWORD), first);
}

#[test]
fn a_cancelled_order_still_stands_in_the_way() {
    let tiktok = SimulatedTikTok::new();
    let first = order(&tiktok, &SWORD);
    tiktok.orders().report(&first, PanelOutcome::Cancelled);
    assert_eq!(earlier(create(&tiktok, wish(&tiktok, &SWORD))), [first]);
}

#[test]
fn an_old_unpaid_order_is_closed_and_watched_for_three_days() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    tiktok.advance(minutes(29));
    assert_eq!(open(&tiktok), [(order.clone(), OrderStatus::Pending)]);
    tiktok.advance(minutes(1));
    assert_eq!(open(&tiktok), [(order.clone(), OrderStatus::Closed)]);
    tiktok.advance(minutes(72 * 60));
    assert!(open(&tiktok).is_empty());
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Closed)));
}

#[test]
fn an_order_that_is_paid_after_its_watch_is_open_again() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    tiktok.advance(minutes(80 * 60));
    assert!(open(&tiktok).is_empty());
    assert!(pay(&tiktok, &order).is_some());
    assert_eq!(open(&tiktok), [(order, OrderStatus::Paid)]);
}

#[test]
fn an_order_that_was_paid_is_not_closed_because_its_webhook_is_slow() {
    let tiktok = SimulatedTikTok::new().with_webhook_delay(minutes(60));
    let order = paid_order(&tiktok, &SWORD);
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Pending)));
    tiktok.advance(minutes(31));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Paid)));
}

#[test]
fn a_once_item_stands_in_the_way_until_it_is_granted_and_is_owned_until_it_is_refunded() {
    let tiktok = SimulatedTikTok::new();
    let title = paid_order(&tiktok, &TITLE);
    assert_eq!(earlier(create(&tiktok, wish(&tiktok, &TITLE))), core::slice::from_ref(&title), "recovery can find it");
    claim(&tiktok, &title, "one");
    ack(&tiktok, &title);
    assert_eq!(create(&tiktok, wish(&tiktok, &TITLE)), Some(Ok(Created::Owned)));
    assert!(tiktok.refund(&title));
    assert_ne!(order(&tiktok, &TITLE), title);
}

#[test]
fn other_prices_are_answered_with_the_backends_own() {
    static CHEAPER: Item = Item::declare("steel_sword", "Steel sword", 400);
    let tiktok = SimulatedTikTok::new().selling([&CHEAPER]);
    assert_eq!(create(&tiktok, wish(&tiktok, &SWORD)), Some(Ok(Created::PriceDrift(Beans(400)))));
    assert!(tiktok.ledger().orders().is_empty());
}

#[test]
fn a_backend_with_a_price_list_names_the_sku_that_is_not_on_it() {
    let tiktok = SimulatedTikTok::new().selling([&SWORD]);
    let error = create(&tiktok, wish(&tiktok, &SHIELD)).expect("an answer").expect_err("no order");
    assert_eq!(error.kind, OrdersErrorKind::Rejected);
    assert!(error.message.contains("`shield`") && error.message.contains("selling"), "{}", error.message);
}

#[test]
fn a_payload_comes_back_and_has_a_limit() {
    let tiktok = SimulatedTikTok::new();
    let too_long = NewOrder { payload: vec![7; MAX_PAYLOAD + 1], ..wish(&tiktok, &SWORD) };
    assert_eq!(orders_error(create(&tiktok, too_long)), OrdersErrorKind::Rejected);
    let longest = NewOrder { payload: vec![7; MAX_PAYLOAD], ..wish(&tiktok, &SWORD) };
    assert_eq!(made(create(&tiktok, longest)).payload(), [7; MAX_PAYLOAD]);
}

#[test]
fn a_lease_keeps_others_out_until_it_expires() {
    let tiktok = SimulatedTikTok::new();
    let order = paid_order(&tiktok, &SWORD);
    assert_eq!(claim(&tiktok, &order, ME), Some(Ok(Claim::Mine)));
    assert_eq!(claim(&tiktok, &order, ME), Some(Ok(Claim::Mine)));
    assert_eq!(claim(&tiktok, &order, OTHER_TAB), Some(Ok(Claim::Elsewhere)));
    tiktok.advance(minutes(1));
    assert_eq!(claim(&tiktok, &order, OTHER_TAB), Some(Ok(Claim::Mine)));
}

#[test]
fn a_granted_order_is_finished() {
    let tiktok = SimulatedTikTok::new();
    let order = paid_order(&tiktok, &SWORD);
    assert_eq!(open(&tiktok), [(order.clone(), OrderStatus::Paid)]);
    assert_eq!(claim(&tiktok, &order, ME), Some(Ok(Claim::Mine)));
    assert_eq!(ack(&tiktok, &order), Some(Ok(())));
    assert_eq!(ack(&tiktok, &order), Some(Ok(())));
    assert_eq!(claim(&tiktok, &order, OTHER_TAB), Some(Ok(Claim::Granted)));
    assert!(open(&tiktok).is_empty());
}

#[test]
fn only_a_paid_order_is_claimed_and_only_a_claimed_one_acknowledged() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    assert_eq!(orders_error(claim(&tiktok, &order, ME)), OrdersErrorKind::Rejected);
    assert_eq!(orders_error(ack(&tiktok, &order)), OrdersErrorKind::Rejected);
    assert!(pay(&tiktok, &order).is_some());
    assert_eq!(orders_error(ack(&tiktok, &order)), OrdersErrorKind::Rejected);
}

#[test]
fn a_refund_is_open_until_it_is_told() {
    let tiktok = SimulatedTikTok::new();
    let order = paid_order(&tiktok, &SWORD);
    assert!(tiktok.refund(&order));
    assert_eq!(open(&tiktok), [(order.clone(), OrderStatus::Refunded)]);
    assert_eq!(claim(&tiktok, &order, ME), Some(Ok(Claim::Refunded)));
    assert_eq!(ack(&tiktok, &order), Some(Ok(())));
    assert!(open(&tiktok).is_empty());
}

#[test]
fn a_refund_absorbs_a_payment_that_is_heard_of_later() {
    let tiktok = SimulatedTikTok::new().with_webhook_delay(minutes(5));
    let order = paid_order(&tiktok, &SWORD);
    assert!(tiktok.refund(&order));
    tiktok.advance(minutes(6));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Refunded)));
}

#[test]
fn a_backend_that_holds_the_inventory_grants_by_itself() {
    let tiktok = SimulatedTikTok::new().with_inventory(Inventory::Backend).with_grant_delay(minutes(1));
    let order = paid_order(&tiktok, &SWORD);
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Paid)));
    assert_eq!(claim(&tiktok, &order, ME), Some(Ok(Claim::Elsewhere)));
    tiktok.advance(minutes(1));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Granted)));
    assert!(open(&tiktok).is_empty());
}

#[test]
fn two_charges_for_one_wish_are_seen() {
    let tiktok = SimulatedTikTok::new();
    let first = order(&tiktok, &SWORD);
    tiktok.orders().report(&first, PanelOutcome::NeverPaid);
    paid_order(&tiktok, &SWORD);
    assert!(tiktok.ledger().double_charges().is_empty());
    assert!(pay(&tiktok, &first).is_some());
    assert_eq!(tiktok.ledger().double_charges(), [first]);
}

#[test]
fn a_second_charge_that_the_player_accepted_is_not_held_against_anybody() {
    let tiktok = SimulatedTikTok::new();
    let first = order(&tiktok, &SWORD);
    let wish = NewOrder { accepted: vec![first.clone()], ..wish(&tiktok, &SWORD) };
    let second = made(create(&tiktok, wish)).id().clone();
    assert!(pay(&tiktok, &first).is_some());
    assert!(pay(&tiktok, &second).is_some());
    assert_eq!(tiktok.ledger().charged_for("steel_sword"), 1_000);
    assert!(tiktok.ledger().double_charges().is_empty());
}

#[test]
fn a_webhook_that_is_repeated_changes_nothing_and_tells_of_no_payment_that_never_was() {
    let tiktok = SimulatedTikTok::new();
    let order = order(&tiktok, &SWORD);
    assert!(!tiktok.repeat_webhook(&order));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Pending)));
    assert!(pay(&tiktok, &order).is_some());
    assert!(tiktok.refund(&order));
    assert!(tiktok.repeat_webhook(&order));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Refunded)));
}

#[test]
fn a_webhook_that_was_lost_is_made_up_for_by_a_repeated_one() {
    let tiktok = SimulatedTikTok::new().with_webhook_delay(minutes(60));
    let order = paid_order(&tiktok, &SWORD);
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Pending)));
    assert!(tiktok.repeat_webhook(&order));
    assert_eq!(status(&tiktok, &order), Some(Ok(OrderStatus::Paid)));
}
