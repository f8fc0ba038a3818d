//! The order backend does what every backend has to do, as a client over HTTP sees it.

use std::pin::pin;
use std::time::Duration;

use e2e_tests::{GEMS, GOLDEN_SKIN, Site};
use purchasable::conformance::{self, Able, Behaviour, Cannot, Kind, Passing, Player};
use purchasable::{HttpOrders, Inventory, Item, TradeOrderId, poll_now};

/// A backend that is new for each behaviour.
struct Backend {
    inventory: Inventory,
    site: Site,
}

impl Backend {
    fn new(inventory: Inventory) -> Self {
        Self { inventory, site: Site::new(inventory) }
    }
}

impl conformance::Backend for Backend {
    type Orders = HttpOrders;

    async fn begin(&mut self, _: &Behaviour) {
        self.site = Site::new(self.inventory);
    }

    async fn session(&mut self, player: Player) -> Able<HttpOrders> {
        let session = self.site.log_in(&format!("{player:?}"));
        session.map(|(orders, _)| orders).map_err(|error| Cannot::new(error.to_string()))
    }

    fn item(&mut self, kind: Kind) -> Able<&'static Item> {
        Ok(if kind == Kind::Once { GOLDEN_SKIN } else { GEMS })
    }

    async fn pay(&mut self, order: &TradeOrderId) -> Able {
        if self.site.pay(order).is_err() {
            self.site.tell_again(order);
        }
        Ok(())
    }

    async fn refund(&mut self, order: &TradeOrderId) -> Able {
        if self.site.refund(order) { Ok(()) } else { Err(Cannot::new("there is nothing to pay back")) }
    }

    async fn pass(&mut self, time: Passing) -> Able {
        self.site.pass(match time {
            Passing::MostOfALease => Duration::from_secs(45),
            Passing::UntilClosing => Duration::from_mins(31),
            Passing::UntilGranted => Duration::ZERO,
            _ => return Err(Cannot::new("this harness does not know how long that is")),
        });
        Ok(())
    }
}

#[track_caller]
fn conforms(inventory: Inventory) {
    let mut backend = Backend::new(inventory);
    let mut run = pin!(conformance::orders(&mut backend));
    // Every question is answered inside its call.
    let report = (0..100_000).find_map(|_| poll_now(&mut run)).expect("the run ends");
    assert!(report.is_complete(), "{report}");
    report.check().unwrap_or_else(|report| panic!("{report}"));
}

#[test]
fn with_the_inventory_at_the_client() {
    conforms(Inventory::Client);
}

#[test]
fn with_the_inventory_at_the_backend() {
    conforms(Inventory::Backend);
}
