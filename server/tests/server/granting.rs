//! What the inventory at the backend is told.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use purchasable::{Inventory, OrderStatus};
use purchasable_server::{Because, Grant, GrantError, OrderRecord, Outbox};
use serde_json::json;

use crate::support::{Event, FakeTikTok, GEMS, KEY_OF_CASTLE, Place, Site, TestClock, TestInventory, on_each_database};

async fn granting_site(place: &impl Place) -> (Site, TestInventory, Outbox) {
    let site = Site::serving(place, FakeTikTok::start().await, TestClock::new(), Inventory::Backend).await;
    let inventory = TestInventory::default();
    let outbox = Outbox::new(site.backend.book().clone(), Arc::new(inventory.clone()));
    (site, inventory, outbox)
}

/// An inventory whose payment is paid back while it grants.
#[derive(Debug)]
struct Interrupted(Site, TestInventory);

#[async_trait]
impl Grant for Interrupted {
    async fn grant(&self, order: &OrderRecord) -> Result<(), GrantError> {
        self.1.grant(order).await?;
        self.0.backend.book().advance(&order.id, OrderStatus::Refunded, Because::Webhook).await?;
        Ok(())
    }

    async fn revoke(&self, order: &OrderRecord) -> Result<(), GrantError> {
        self.1.revoke(order).await
    }
}

/// What may happen to an order, in any order and any number of times.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Paid,
    Refunded,
    Work,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let happening = prop_oneof![
        3 => Just(Happening::Paid),
        1 => Just(Happening::Refunded),
        2 => Just(Happening::Work),
    ];
    prop::collection::vec(happening, 0..8)
}

/// What has to come of it: what the inventory is told, and how the order ends.
fn expected(id: &str, happenings: &[Happening]) -> (Vec<String>, &'static str) {
    let (mut told, mut status) = (Vec::new(), "pending");
    for happening in happenings.iter().chain([&Happening::Work]) {
        status = match (happening, status) {
            (Happening::Paid, "pending") => "paid",
            (Happening::Work, "paid") => {
                told.push(format!("grant {id}"));
                "granted"
            }
            (Happening::Refunded, "granted") => {
                told.push(format!("revoke {id}"));
                "refunded"
            }
            (Happening::Refunded, _) => "refunded",
            (_, status) => status,
        };
    }
    (told, status)
}

on_each_database! {
    async fn what_is_paid_is_granted_by_itself(place: impl Place) {
        let (site, inventory, outbox) = granting_site(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        assert_eq!(outbox.work().await.unwrap(), 0);
        site.tell(&Event::paid(&id)).await;
        let (_, claim) = anna.post(&format!("/orders/{id}/claim"), json!({"claimant": "c"})).await;
        assert_eq!(claim, json!({"claim": "elsewhere"}), "nothing is leased to a client");
        assert_eq!(outbox.work().await.unwrap(), 1);
        assert_eq!(inventory.told(), [format!("grant {id}")]);
        assert_eq!((anna.status(&id).await, anna.open().await), ("granted".into(), vec![]));
        assert_eq!(site.changes(&id).await, ["pending created", "paid webhook", "granted granted here"]);
    }

    async fn an_inventory_that_fails_is_asked_again_later(place: impl Place) {
        let (site, inventory, outbox) = granting_site(&place).await;
        let anna = site.log_in("anna").await;
        let id = anna.order(GEMS, "k1").await;
        site.tell(&Event::paid(&id)).await;
        inventory.fail(2);
        assert_eq!(outbox.work().await.unwrap(), 1);
        assert_eq!(outbox.work().await.unwrap(), 0, "not at once");
        site.clock.pass(Duration::from_secs(2));
        assert_eq!(outbox.work().await.unwrap(), 1);
        site.clock.pass(Duration::from_secs(2));
        assert_eq!(outbox.work().await.unwrap(), 0, "later each time");
        site.clock.pass(Duration::from_secs(2));
        outbox.work().await.unwrap();
        assert_eq!((inventory.told(), anna.status(&id).await), (vec![format!("grant {id}")], "granted".into()));
    }

    async fn what_fails_too_often_is_left_to_a_person(place: impl Place) {
        let (site, inventory, outbox) = granting_site(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        site.tell(&Event::paid(&id)).await;
        inventory.fail(1000);
        for _ in 0..30 {
            outbox.work().await.unwrap();
            site.clock.pass(Duration::from_hours(1));
        }
        let jobs: Vec<(String, i64, String)> = site.rows("SELECT state, tries, error FROM outbox", "").await;
        assert_eq!(jobs, [("dead".into(), 20, "the inventory is full".into())]);
        let anna = site.log_in("anna").await;
        assert_eq!(anna.open().await, [(id, "paid".into())], "the payment is not lost");
    }

    async fn of_two_copies_one_does_a_job(place: impl Place) {
        let (site, inventory, outbox) = granting_site(&place).await;
        let anna = site.log_in("anna").await;
        for (key, item) in [("k1", GEMS), ("k2", KEY_OF_CASTLE)] {
            site.tell(&Event::paid(&anna.order(item, key).await)).await;
        }
        let copy = Site::serving(&place, site.tiktok.clone(), site.clock.clone(), Inventory::Backend).await;
        let other = Outbox::new(copy.backend.book().clone(), Arc::new(inventory.clone()));
        let (one, two) = tokio::join!(outbox.work(), other.work());
        assert_eq!((one.unwrap() + two.unwrap(), inventory.told().len()), (2, 2));
    }

    async fn a_payment_that_is_paid_back_before_its_grant_is_not_granted(place: impl Place) {
        let (site, inventory, outbox) = granting_site(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        site.tell(&Event::paid(&id)).await;
        site.tell(&Event::refunded(&id)).await;
        outbox.work().await.unwrap();
        assert_eq!((outbox.work().await.unwrap(), inventory.told()), (0, vec![]));
    }

    async fn a_payment_that_is_paid_back_during_its_grant_is_revoked(place: impl Place) {
        let (site, inventory, _) = granting_site(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        site.tell(&Event::paid(&id)).await;
        let interrupted = Interrupted(site.clone(), inventory.clone());
        let outbox = Outbox::new(site.backend.book().clone(), Arc::new(interrupted));
        outbox.work().await.unwrap();
        outbox.work().await.unwrap();
        assert_eq!(inventory.told(), [format!("grant {id}"), format!("revoke {id}")]);
    }

    async fn a_grant_that_failed_and_was_paid_back_is_revoked_to_be_sure(place: impl Place) {
        let (site, inventory, outbox) = granting_site(&place).await;
        let id = site.log_in("anna").await.order(GEMS, "k1").await;
        site.tell(&Event::paid(&id)).await;
        inventory.fail(1);
        outbox.work().await.unwrap();
        site.tell(&Event::refunded(&id)).await;
        site.clock.pass(Duration::from_mins(1));
        outbox.work().await.unwrap();
        outbox.work().await.unwrap();
        assert_eq!(inventory.told(), [format!("revoke {id}")]);
    }

    async fn whatever_is_told_in_whatever_order_a_paid_order_is_granted_once(place: impl Place) {
        let (site, inventory, outbox) = granting_site(&place).await;
        let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
        let runtime = tokio::runtime::Handle::current();
        let player = std::sync::atomic::AtomicU32::new(0);
        let live = async |happenings: Vec<Happening>| {
            let number = player.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let anna = site.log_in(&format!("anna {number}")).await;
            let id = anna.order(GEMS, "k1").await;
            for happening in &happenings {
                match happening {
                    Happening::Paid => drop(site.tell(&Event::paid(&id)).await),
                    Happening::Refunded => drop(site.tell(&Event::refunded(&id)).await),
                    Happening::Work => drop(outbox.work().await.unwrap()),
                }
            }
            while outbox.work().await.unwrap() > 0 {}
            let told = inventory.told().into_iter().filter(|told| told.ends_with(&id)).collect();
            ((told, anna.status(&id).await), id)
        };
        tokio::task::block_in_place(|| {
            runner.run(&happenings(), |happenings| {
                let (seen, id) = runtime.block_on(live(happenings.clone()));
                let (told, status) = expected(&id, &happenings);
                prop_assert_eq!(seen, (told, status.to_owned()));
                Ok(())
            })
        }).unwrap();
    }
}
