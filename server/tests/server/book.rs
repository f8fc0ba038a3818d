//! What stands in the way of an order, and what may become of it.

use std::sync::Arc;
use std::time::Duration;

use purchasable::{Claim, Created, Inventory, Item, Order, OrderStatus, PanelOutcome};
use purchasable_server::{Because, Begun, Book, BookError, Database, Environment, Refusal, Wish};
use sqlx::{AnyConnection, Connection};

use crate::support::{GEMS, KEY_OF_CASTLE, Place, SHOP, TestClock, on_each_database};

/// One copy of the server, and a player.
struct Copy {
    book: Book,
    player: String,
    clock: TestClock,
}

impl Copy {
    async fn new(place: &impl Place) -> Self {
        let (clock, database) = (TestClock::new(), Database::open(place.url()).await.unwrap());
        let book = Book::new(database, &SHOP, Inventory::Client, Environment::Production, Arc::new(clock.clone()));
        let player = book.player("open id of one").await.unwrap();
        Self { book, player, clock }
    }

    async fn create(&self, wish: Wish) -> Created {
        match self.book.begin(&self.player, wish).await.unwrap() {
            Begun::Answered(answer) => answer,
            Begun::Reserved(reservation) => {
                let trade_order_id = format!("TOID-{}", reservation.own_id);
                self.book.finish(reservation, &trade_order_id).await.unwrap()
            }
        }
    }

    async fn order(&self, wish: Wish) -> Order {
        made(self.create(wish).await)
    }

    async fn paid(&self, wish: Wish) -> Order {
        let order = self.order(wish).await;
        self.book.advance(order.id().as_str(), OrderStatus::Paid, Because::Webhook).await.unwrap();
        order
    }

    async fn status(&self, order: &Order) -> OrderStatus {
        self.book.order(&self.player, order.id().as_str()).await.unwrap().status
    }

    async fn open(&self) -> Vec<(String, OrderStatus)> {
        let open = self.book.open(&self.player).await.unwrap();
        open.into_iter().map(|order| (order.id, order.status)).collect()
    }
}

fn wish(item: &Item, key: &str) -> Wish {
    let (sku, key) = (item.sku().to_owned(), key.to_owned());
    Wish { sku, digest: item.digest(), key, accepted: Vec::new(), payload: Vec::new() }
}

fn made(answer: Created) -> Order {
    match answer {
        Created::Order(order) => order,
        other => panic!("expected an order, found {other:?}"),
    }
}

fn earlier(answer: Created) -> Vec<Order> {
    match answer {
        Created::EarlierOpen(orders) => orders,
        other => panic!("expected an earlier order, found {other:?}"),
    }
}

on_each_database! {
    async fn a_repeated_key_gives_the_same_order(place: impl Place) {
        let copy = Copy::new(&place).await;
        let with_payload = Wish { payload: (0..=255).cycle().take(1024).collect(), ..wish(GEMS, "k1") };
        let order = copy.order(with_payload.clone()).await;
        assert_eq!(order.payload(), with_payload.payload);
        assert_eq!(copy.order(with_payload).await, order);
    }

    async fn one_key_at_once_from_two_copies_makes_one_order(place: impl Place) {
        let (one, other) = (Copy::new(&place).await, Copy::new(&place).await);
        for round in 0..10 {
            let wish = Wish { accepted: ids(&one).await, ..wish(GEMS, &format!("k{round}")) };
            let (first, second) = tokio::join!(one.order(wish.clone()), other.order(wish));
            assert_eq!(first, second);
        }
        assert_eq!(one.open().await.len(), 10);
    }

    async fn of_many_wishes_at_once_one_gets_an_order(place: impl Place) {
        let copies = [Arc::new(Copy::new(&place).await), Arc::new(Copy::new(&place).await)];
        let wishes: Vec<_> = (0..12)
            .map(|number| {
                let copy = copies[number % 2].clone();
                tokio::spawn(async move { copy.create(wish(GEMS, &format!("k{number}"))).await })
            })
            .collect();
        let mut orders = 0;
        for wish in wishes {
            match wish.await.unwrap() {
                Created::Order(_) => orders += 1,
                answer => assert_eq!(earlier(answer).len(), 1),
            }
        }
        assert_eq!((orders, copies[0].open().await.len()), (1, 1));
    }

    async fn what_is_recorded_while_tiktok_is_asked_stands_in_the_way(place: impl Place) {
        let copy = Copy::new(&place).await;
        let Begun::Reserved(slow) = copy.book.begin(&copy.player, wish(GEMS, "slow")).await.unwrap() else {
            panic!("nothing is in the way")
        };
        let order = copy.order(wish(GEMS, "fast")).await;
        assert_eq!(earlier(copy.book.finish(slow, "TOID-slow").await.unwrap()), [order]);
    }

    async fn each_attempt_has_an_id_of_its_own(place: impl Place) {
        let copy = Copy::new(&place).await;
        let Begun::Reserved(first) = copy.book.begin(&copy.player, wish(GEMS, "k1")).await.unwrap() else { panic!() };
        let Begun::Reserved(second) = copy.book.begin(&copy.player, wish(GEMS, "k1")).await.unwrap() else { panic!() };
        assert_ne!(first.own_id, second.own_id);
    }

    async fn only_what_is_accepted_or_closed_stands_aside(place: impl Place) {
        let copy = Copy::new(&place).await;
        let first = copy.order(wish(GEMS, "k1")).await;
        assert_eq!(earlier(copy.create(wish(GEMS, "k2")).await), std::slice::from_ref(&first));
        let accepted = vec![first.id().to_string()];
        let second = copy.order(Wish { accepted: accepted.clone(), ..wish(GEMS, "k2") }).await;
        assert_eq!(earlier(copy.create(Wish { accepted, ..wish(GEMS, "k3") }).await), std::slice::from_ref(&second));
        for order in [&first, &second] {
            copy.book.report(&copy.player, order.id().as_str(), PanelOutcome::NeverPaid).await.unwrap();
        }
        copy.order(wish(GEMS, "k3")).await;
    }

    async fn another_player_is_in_nobodys_way_and_sees_nothing(place: impl Place) {
        let copy = Copy::new(&place).await;
        let order = copy.order(wish(GEMS, "k1")).await;
        let other = Copy { player: copy.book.player("open id of another").await.unwrap(), ..Copy::new(&place).await };
        assert_ne!(other.order(wish(GEMS, "k1")).await.id(), order.id());
        let id = order.id().to_string();
        let unknown = |answer: Option<BookError>| assert!(
            matches!(&answer, Some(BookError::Refused(Refusal::UnknownOrder(named))) if *named == id), "{answer:?}"
        );
        unknown(other.book.order(&other.player, &id).await.err());
        unknown(other.book.claim(&other.player, &id, "c").await.err());
        unknown(other.book.ack(&other.player, &id).await.err());
        unknown(other.book.report(&other.player, &id, PanelOutcome::NeverPaid).await.err());
        assert_eq!(copy.status(&order).await, OrderStatus::Pending);
    }

    async fn another_digest_is_answered_with_the_price(place: impl Place) {
        let copy = Copy::new(&place).await;
        let drifted = Wish { digest: 7, ..wish(GEMS, "k1") };
        assert_eq!(copy.create(drifted).await, Created::PriceDrift(GEMS.beans()));
        assert!(copy.open().await.is_empty());
    }

    async fn what_cannot_be_met_is_refused(place: impl Place) {
        let copy = Copy::new(&place).await;
        let unknown = Wish { sku: "moon".into(), ..wish(GEMS, "k1") };
        let refused = copy.book.begin(&copy.player, unknown).await.unwrap_err();
        assert!(refused.to_string().starts_with("this backend does not sell `moon`"), "{refused}");
        let heavy = Wish { payload: vec![0; 1025], ..wish(GEMS, "k1") };
        let refused = copy.book.begin(&copy.player, heavy).await.unwrap_err();
        assert_eq!(refused.to_string(), "the payload has 1025 bytes; the limit is 1024");
    }

    async fn what_is_bought_once_is_owned_until_it_is_paid_back(place: impl Place) {
        let copy = Copy::new(&place).await;
        let order = copy.paid(wish(KEY_OF_CASTLE, "k1")).await;
        let id = order.id().as_str();
        assert_eq!(earlier(copy.create(wish(KEY_OF_CASTLE, "k2")).await).len(), 1);
        copy.book.claim(&copy.player, id, "c").await.unwrap();
        copy.book.ack(&copy.player, id).await.unwrap();
        assert_eq!(copy.create(wish(KEY_OF_CASTLE, "k2")).await, Created::Owned);
        copy.book.advance(id, OrderStatus::Refunded, Because::Webhook).await.unwrap();
        copy.order(wish(KEY_OF_CASTLE, "k2")).await;
    }

    async fn a_paid_order_is_leased_to_one_claimant_until_the_lease_ends(place: impl Place) {
        let copy = Copy::new(&place).await;
        let order = copy.paid(wish(GEMS, "k1")).await;
        let claim = async |claimant| copy.book.claim(&copy.player, order.id().as_str(), claimant).await.unwrap();
        assert_eq!(claim("one").await, Claim::Mine);
        copy.clock.pass(Duration::from_secs(40));
        assert_eq!(claim("one").await, Claim::Mine);
        copy.clock.pass(Duration::from_secs(40));
        assert_eq!(claim("another").await, Claim::Elsewhere);
        copy.clock.pass(Duration::from_secs(40));
        assert_eq!(claim("another").await, Claim::Mine);
        copy.book.ack(&copy.player, order.id().as_str()).await.unwrap();
        assert_eq!(claim("one").await, Claim::Granted);
        assert_eq!(copy.open().await, []);
    }

    async fn nothing_is_granted_that_is_not_paid_and_claimed(place: impl Place) {
        let copy = Copy::new(&place).await;
        let order = copy.order(wish(GEMS, "k1")).await;
        let id = order.id().as_str();
        assert_eq!(copy.book.claim(&copy.player, id, "c").await.unwrap_err().to_string(), format!("order {id} is not paid"));
        assert_eq!(copy.book.ack(&copy.player, id).await.unwrap_err().to_string(), format!("order {id} is not paid"));
        copy.book.advance(id, OrderStatus::Paid, Because::Query).await.unwrap();
        assert_eq!(copy.book.ack(&copy.player, id).await.unwrap_err().to_string(), format!("order {id} was never claimed"));
        assert_eq!(copy.status(&order).await, OrderStatus::Paid);
    }

    async fn states_only_move_forward(place: impl Place) {
        let copy = Copy::new(&place).await;
        let order = copy.order(wish(GEMS, "k1")).await;
        let advance = async |to| copy.book.advance(order.id().as_str(), to, Because::Webhook).await.unwrap();
        assert!(advance(OrderStatus::Closed).await);
        assert!(advance(OrderStatus::Paid).await, "a closed order may be paid after all");
        assert!(!advance(OrderStatus::Paid).await, "the same again is no news");
        assert!(!advance(OrderStatus::Closed).await);
        assert!(advance(OrderStatus::Refunded).await);
        assert!(!advance(OrderStatus::Paid).await, "a refund absorbs any later payment");
        assert_eq!(copy.status(&order).await, OrderStatus::Refunded);
    }

    async fn a_refund_is_listed_until_its_player_is_told(place: impl Place) {
        let copy = Copy::new(&place).await;
        let order = copy.paid(wish(GEMS, "k1")).await;
        let id = order.id().as_str();
        copy.book.advance(id, OrderStatus::Refunded, Because::Webhook).await.unwrap();
        assert_eq!(copy.open().await, [(id.to_owned(), OrderStatus::Refunded)]);
        assert_eq!(copy.book.claim(&copy.player, id, "c").await.unwrap(), Claim::Refunded);
        for _ in 0..2 {
            copy.book.ack(&copy.player, id).await.unwrap();
        }
        assert_eq!(copy.open().await, []);
        copy.order(wish(GEMS, "k2")).await;
    }

    async fn no_report_makes_an_order_paid_or_takes_a_payment_back(place: impl Place) {
        let copy = Copy::new(&place).await;
        let order = copy.order(wish(GEMS, "k1")).await;
        let report = async |outcome| copy.book.report(&copy.player, order.id().as_str(), outcome).await.unwrap();
        for outcome in [PanelOutcome::Cancelled, PanelOutcome::Failed, PanelOutcome::NoAnswer, PanelOutcome::Succeeded] {
            report(outcome).await;
            assert_eq!(copy.status(&order).await, OrderStatus::Pending, "{outcome:?}");
        }
        copy.book.advance(order.id().as_str(), OrderStatus::Paid, Because::Webhook).await.unwrap();
        report(PanelOutcome::NeverPaid).await;
        assert_eq!(copy.status(&order).await, OrderStatus::Paid);
    }

    async fn a_closed_order_is_listed_for_three_days(place: impl Place) {
        let copy = Copy::new(&place).await;
        let order = copy.order(wish(GEMS, "k1")).await;
        copy.book.report(&copy.player, order.id().as_str(), PanelOutcome::NeverPaid).await.unwrap();
        copy.clock.pass(Duration::from_hours(71));
        assert_eq!(copy.open().await, [(order.id().to_string(), OrderStatus::Closed)]);
        copy.clock.pass(Duration::from_hours(1));
        assert_eq!(copy.open().await, []);
        copy.book.advance(order.id().as_str(), OrderStatus::Paid, Because::Webhook).await.unwrap();
        assert_eq!(copy.open().await, [(order.id().to_string(), OrderStatus::Paid)]);
    }

    async fn many_copies_can_start_at_once(place: impl Place) {
        let url = place.url().to_owned();
        let starts: Vec<_> = (0..6).map(|_| tokio::spawn({ let url = url.clone(); async move { Database::open(&url).await } })).collect();
        for start in starts {
            start.await.unwrap().unwrap();
        }
    }

    async fn a_copy_starts_where_a_newer_one_has_brought_the_tables_up_to_date(place: impl Place) {
        Database::open(place.url()).await.unwrap();
        let mut newer = AnyConnection::connect(place.url()).await.unwrap();
        let migration = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                         SELECT 9999, 'of the next version', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
        sqlx::query(migration).execute(&mut newer).await.unwrap();
        newer.close().await.unwrap();
        let copy = Copy::new(&place).await;
        copy.order(wish(GEMS, "k1")).await;
    }
}

async fn ids(copy: &Copy) -> Vec<String> {
    copy.open().await.into_iter().map(|(id, _)| id).collect()
}
