//! A backend far away: it answers by itself, between two polls, and the suite is polled only when it is woken.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake};
use std::time::Duration;

use purchasable::conformance::{self, Able, Backend, Behaviour, Kind, Passing, Player};
use purchasable::{HostBridge, Inventory, Item, SimulatedOrders, SimulatedTikTok, TradeOrderId};

use crate::harness::Simulated;

/// The simulated backend, whose clock somebody else moves.
struct FarAway {
    simulated: Simulated,
    world: Rc<RefCell<SimulatedTikTok>>,
}

impl Backend for FarAway {
    type Orders = SimulatedOrders;

    async fn begin(&mut self, behaviour: &Behaviour) {
        self.simulated.begin(behaviour).await;
        *self.world.borrow_mut() = self.simulated.tiktok.clone();
    }

    async fn session(&mut self, player: Player) -> Able<SimulatedOrders> {
        self.simulated.session(player).await
    }

    fn item(&mut self, kind: Kind) -> Able<&'static Item> {
        self.simulated.item(kind)
    }

    async fn pay(&mut self, order: &TradeOrderId) -> Able {
        self.simulated.pay(order).await
    }

    async fn refund(&mut self, order: &TradeOrderId) -> Able {
        self.simulated.refund(order).await
    }

    async fn pass(&mut self, time: Passing) -> Able {
        self.simulated.pass(time).await
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_backend_that_answers_by_itself_is_waited_for() {
    for (inventory, grant_delay) in [(Inventory::Client, 0), (Inventory::Backend, 0), (Inventory::Backend, 20)] {
        let simulated = Simulated::with_inventory(inventory).with_grant_delay(Duration::from_secs(grant_delay));
        let world = Rc::new(RefCell::new(simulated.tiktok.clone()));
        let mut far_away = FarAway { simulated, world: world.clone() };
        let mut run = pin!(conformance::orders(&mut far_away));
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        let waker = woken.clone().into();
        let report = loop {
            if !woken.0.swap(false, Ordering::Relaxed) {
                let world = world.borrow().clone();
                assert!(world.pump(), "nobody is left who could wake the suite");
                continue;
            }
            if let Poll::Ready(report) = run.as_mut().poll(&mut Context::from_waker(&waker)) {
                break report.check().unwrap();
            }
        };
        assert!(report.is_complete(), "{report}");
    }
}
