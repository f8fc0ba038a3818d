//! All that a backend has to do, asked over HTTP by the client that games use.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use purchasable::conformance::{self, Able, Backend, Behaviour, Kind, Passing, Player};
use purchasable::{HttpOrders, Inventory, Item, TradeOrderId};
use purchasable_server::Outbox;

use crate::support::{Event, FakeTikTok, GEMS, KEY_OF_CASTLE, Place, Site, TestClock, TestInventory, on_each_database};

struct Harness {
    site: Site,
    outbox: Option<Outbox>,
    /// Each behaviour has players of its own.
    behaviour: &'static str,
}

impl Harness {
    async fn new(place: &impl Place, inventory: Inventory) -> Self {
        let site = Site::serving(place, FakeTikTok::start().await, TestClock::new(), inventory).await;
        let outbox = || Outbox::new(site.backend.book().clone(), Arc::new(TestInventory::default()));
        let outbox = (inventory == Inventory::Backend).then(outbox);
        Self { site, outbox, behaviour: "" }
    }

    async fn tell(&self, event: Event) -> Able {
        assert_eq!(self.site.tell(&event).await, StatusCode::OK);
        Ok(())
    }
}

impl Backend for Harness {
    type Orders = HttpOrders;

    async fn begin(&mut self, behaviour: &Behaviour) {
        self.behaviour = behaviour.number();
    }

    async fn session(&mut self, player: Player) -> Able<HttpOrders> {
        let orders = HttpOrders::new(&self.site.url);
        let orders = if self.outbox.is_some() { orders.granting_at_backend() } else { orders };
        orders.log_in(&format!("code of {player:?} in {}", self.behaviour)).await.unwrap();
        Ok(orders)
    }

    fn item(&mut self, kind: Kind) -> Able<&'static Item> {
        Ok(if kind == Kind::Once { KEY_OF_CASTLE } else { GEMS })
    }

    async fn pay(&mut self, order: &TradeOrderId) -> Able {
        self.tell(Event::paid(order.as_str())).await
    }

    async fn refund(&mut self, order: &TradeOrderId) -> Able {
        self.tell(Event::refunded(order.as_str())).await
    }

    async fn pass(&mut self, time: Passing) -> Able {
        match (time, &self.outbox) {
            (Passing::MostOfALease, _) => self.site.clock.pass(Duration::from_secs(40)),
            (Passing::UntilClosing, _) => self.site.clock.pass(Duration::from_mins(31)),
            (Passing::UntilGranted, Some(outbox)) => while outbox.work().await.unwrap() > 0 {},
            _ => {}
        }
        Ok(())
    }
}

async fn every_behaviour_is_kept(place: &impl Place, inventory: Inventory) {
    let report = conformance::orders(&mut Harness::new(place, inventory).await).await;
    let report = report.check().unwrap_or_else(|report| panic!("{report}"));
    assert!(report.is_complete(), "{report}");
}

on_each_database! {
    async fn where_the_client_grants(place: impl Place) {
        every_behaviour_is_kept(&place, Inventory::Client).await;
    }

    async fn where_the_backend_grants(place: impl Place) {
        every_behaviour_is_kept(&place, Inventory::Backend).await;
    }
}
