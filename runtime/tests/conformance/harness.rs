//! The simulated TikTok as a host and as a backend under test.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use purchasable::conformance::{Able, Backend, Behaviour, Cannot, Host, Kind, Passing, Player, Way};
use purchasable::{
    Beans, Call, Capabilities, Created, Fact, HostBridge, HostError, HostErrorKind, HostFault, Inventory, Item, Method,
    NewOrder, Offer, OrderKey, Orders, Reply, SimulatedOrders, SimulatedTikTok, TierId, TradeOrderId, purchasable,
};

#[purchasable]
pub enum Goods {
    #[purchasable(beans = 100)]
    Gems,
    #[purchasable(beans = 300, once)]
    GoldenSkin,
}

/// A simulated backend, in a new world for each behaviour.
pub struct Simulated {
    pub tiktok: SimulatedTikTok,
    inventory: Inventory,
    grant_delay: Duration,
}

impl Simulated {
    pub fn with_inventory(inventory: Inventory) -> Self {
        Self { tiktok: SimulatedTikTok::new(), inventory, grant_delay: Duration::ZERO }
    }

    pub fn with_grant_delay(self, grant_delay: Duration) -> Self {
        Self { grant_delay, ..self }
    }
}

impl Backend for Simulated {
    type Orders = SimulatedOrders;

    async fn begin(&mut self, _: &Behaviour) {
        let tiktok = SimulatedTikTok::new().selling(Goods::ITEMS);
        self.tiktok = tiktok.with_inventory(self.inventory).with_grant_delay(self.grant_delay);
    }

    async fn session(&mut self, player: Player) -> Able<SimulatedOrders> {
        Ok(self.tiktok.orders_of(&format!("{player:?}")))
    }

    fn item(&mut self, kind: Kind) -> Able<&'static Item> {
        Ok(match kind {
            Kind::Consumable => Goods::Gems.item(),
            Kind::Once => Goods::GoldenSkin.item(),
        })
    }

    async fn pay(&mut self, order: &TradeOrderId) -> Able {
        if self.tiktok.repeat_webhook(order) {
            return Ok(());
        }
        self.tiktok.call(Call::Pay(order.clone()), Reply::new(|_| {}));
        // As long as the host takes, and no longer: a grant may be on its way.
        self.tiktok.advance(Duration::from_millis(400));
        Ok(())
    }

    async fn refund(&mut self, order: &TradeOrderId) -> Able {
        if self.tiktok.refund(order) { Ok(()) } else { Err(Cannot::new("there is nothing to pay back")) }
    }

    async fn pass(&mut self, time: Passing) -> Able {
        self.tiktok.advance(match time {
            Passing::MostOfALease => Duration::from_secs(45),
            Passing::UntilClosing => Duration::from_secs(31 * 60),
            Passing::UntilGranted => self.grant_delay,
            _ => return Err(Cannot::new("this harness does not know how long that is")),
        });
        Ok(())
    }

    fn pump(&mut self) -> bool {
        self.tiktok.pump()
    }
}

/// A simulated host, in a new world for each behaviour.
#[derive(Default)]
pub struct SimulatedHost {
    pub tiktok: SimulatedTikTok,
}

impl SimulatedHost {
    fn set(&self, capabilities: Capabilities) {
        let _ = self.tiktok.clone().with_capabilities(capabilities);
    }
}

impl Host for SimulatedHost {
    type Bridge = SimulatedTikTok;

    async fn begin(&mut self, _: &Behaviour) {
        self.tiktok = SimulatedTikTok::new();
    }

    fn bridge(&mut self) -> SimulatedTikTok {
        self.tiktok.clone()
    }

    fn order(&mut self) -> Able<TradeOrderId> {
        simulated_order(&self.tiktok)
    }

    fn tier(&mut self) -> Able<TierId> {
        Ok(TierId("tier-500"))
    }

    fn balance(&mut self) -> Able<Beans> {
        Ok(self.tiktok.balance())
    }

    fn next(&mut self, _: Method, way: Way) -> Able {
        self.tiktok.fail_next(match way {
            Way::Cancelled => HostFault::Cancel,
            Way::Malformed => HostFault::Malformed,
            Way::Throws => HostFault::Throw,
            Way::NeverAnswers => HostFault::NeverAnswers,
            Way::AnswersTwice => HostFault::AnswersTwice,
            Way::SuccessThenFailure => HostFault::SuccessThenFail,
            Way::AnswersLate => HostFault::AnswersLate,
            _ => return Err(Cannot::new("the simulated host has no such fault")),
        });
        Ok(())
    }

    fn fail_next(&mut self, _: Method) -> Able<HostError> {
        self.tiktok.fail_next(HostFault::ErrorCode);
        Ok(HostError::new(HostErrorKind::Rejected, "internal error").with_code("50001000"))
    }

    fn remove(&mut self, method: Method) -> Able {
        let mut rest = Capabilities::of(&self.tiktok);
        *match method {
            Method::Login => &mut rest.login,
            Method::CheckBalance => &mut rest.check_balance,
            Method::Recharge => &mut rest.recharge,
            Method::Pay => &mut rest.pay,
            Method::OpenBalance => &mut rest.open_balance,
        } = Offer::NoMethod;
        self.set(rest);
        Ok(())
    }

    fn remove_all(&mut self) -> Able {
        self.set(Capabilities::default());
        Ok(())
    }

    fn calls(&mut self) -> Able<usize> {
        Ok(self.tiktok.ledger().entries().iter().filter(|entry| is_taken_call(&entry.fact)).count())
    }
}

/// A call that the host has taken: it answered something else than that it does not offer it.
fn is_taken_call(fact: &Fact) -> bool {
    match fact {
        Fact::Answered(_, Err(error)) => error.kind != HostErrorKind::Unavailable,
        Fact::Answered(_, Ok(_)) => true,
        _ => false,
    }
}

/// An order for which the wallet holds enough.
fn simulated_order(tiktok: &SimulatedTikTok) -> Able<TradeOrderId> {
    let made = Rc::new(RefCell::new(None));
    let place = made.clone();
    // A player for each order, so that none stands in another's way.
    let player = format!("player {}", tiktok.random());
    let reply = Reply::new(move |answer| *place.borrow_mut() = Some(answer));
    tiktok.orders_of(&player).create(NewOrder::new(Goods::Gems.item(), OrderKey::from("a key")), reply);
    tiktok.advance(Duration::from_millis(80));
    match made.take() {
        Some(Ok(Created::Order(order))) => Ok(order.id().clone()),
        answer => Err(Cannot::new(format!("the simulated backend makes no order: {answer:?}"))),
    }
}
