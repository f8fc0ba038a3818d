//! The simulated host, with a bridge that is bent in one place.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use purchasable::conformance::{Able, Behaviour, Host, Way};
use purchasable::{
    Beans, Call, HostAnswer, HostBridge, HostError, Method, Offer, Reply, SimulatedTikTok, TierId, TradeOrderId,
};

use crate::harness::SimulatedHost;

/// What is bent on the way to the host or back.
#[derive(Clone, Copy)]
pub enum Bend {
    Offer(fn(&Bridge, Method, Offer) -> Offer),
    Answer(fn(&Bridge, &Call, HostAnswer) -> HostAnswer),
    /// What becomes of the reply; nothing where it is dropped.
    Reply(fn(&Bridge, Reply<HostAnswer>) -> Option<Reply<HostAnswer>>),
    Now(fn(&Bridge, Duration) -> Duration),
    Wake(fn(&Bridge, Duration, Box<dyn FnOnce()>)),
    Random(fn(&Bridge) -> u64),
    Pump(fn(bool) -> bool),
    /// Nothing: a bridge as it should be.
    Nowhere,
}

/// A bent bridge.
pub struct Bridge {
    pub tiktok: SimulatedTikTok,
    pub memory: Rc<Memory>,
    /// Gone with the bridge.
    pub alive: Rc<()>,
    bend: Bend,
}

/// What all bridges remember.
#[derive(Default)]
pub struct Memory {
    /// How the last call was to go that was to go in a way of its own.
    pub way: Cell<Option<Way>>,
    /// The method that was answered last.
    pub answered: Cell<Option<Method>>,
    pub replies: RefCell<Vec<Reply<HostAnswer>>>,
    pub is_inside: Cell<bool>,
    pub asked: Cell<u32>,
}

impl Memory {
    /// Calls, and lets everybody know meanwhile.
    pub fn inside(&self, call: impl FnOnce()) {
        self.is_inside.set(true);
        call();
        self.is_inside.set(false);
    }
}

impl HostBridge for Bridge {
    fn offer(&self, method: Method) -> Offer {
        let offer = self.tiktok.offer(method);
        if let Bend::Offer(bend) = self.bend { bend(self, method, offer) } else { offer }
    }

    fn pay_tops_up(&self) -> bool {
        self.tiktok.pay_tops_up()
    }

    fn call(&self, call: Call, reply: Reply<HostAnswer>) {
        let reply = if let Bend::Reply(bend) = self.bend { bend(self, reply) } else { Some(reply) };
        let (bend, called, memory) = (self.bend, call.clone(), self.memory.clone());
        let seen = Self { tiktok: self.tiktok.clone(), memory: memory.clone(), alive: Rc::default(), bend };
        let answered = Reply::new(move |answer| {
            let answer = if let Bend::Answer(bend) = bend { bend(&seen, &called, answer) } else { answer };
            memory.answered.set(Some(called.method()));
            if let Some(reply) = reply {
                memory.inside(|| reply.settle(answer));
            }
        });
        self.tiktok.call(call, answered);
    }

    fn now(&self) -> Duration {
        let now = self.tiktok.now();
        if let Bend::Now(bend) = self.bend { bend(self, now) } else { now }
    }

    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        if let Bend::Wake(bend) = self.bend { bend(self, delay, wake) } else { self.tiktok.wake_after(delay, wake) }
    }

    fn random(&self) -> u64 {
        if let Bend::Random(bend) = self.bend { bend(self) } else { self.tiktok.random() }
    }

    fn pump(&self) -> bool {
        let pumped = self.tiktok.pump();
        if let Bend::Pump(bend) = self.bend { bend(pumped) } else { pumped }
    }
}

/// The host that such bridges lead to.
pub struct Bent {
    host: SimulatedHost,
    memory: Rc<Memory>,
    bend: Bend,
}

impl Bent {
    pub fn new(bend: Bend) -> Self {
        Self { host: SimulatedHost::default(), memory: Rc::default(), bend }
    }
}

impl Host for Bent {
    type Bridge = Bridge;

    async fn begin(&mut self, behaviour: &Behaviour) {
        self.host.begin(behaviour).await;
        self.memory = Rc::default();
    }

    fn bridge(&mut self) -> Bridge {
        let (tiktok, memory) = (self.host.bridge(), self.memory.clone());
        Bridge { tiktok, memory, alive: Rc::default(), bend: self.bend }
    }

    fn order(&mut self) -> Able<TradeOrderId> {
        self.host.order()
    }

    fn tier(&mut self) -> Able<TierId> {
        self.host.tier()
    }

    fn balance(&mut self) -> Able<Beans> {
        self.host.balance()
    }

    fn next(&mut self, method: Method, way: Way) -> Able {
        self.memory.way.set(Some(way));
        self.host.next(method, way)
    }

    fn fail_next(&mut self, method: Method) -> Able<HostError> {
        self.host.fail_next(method)
    }

    fn remove(&mut self, method: Method) -> Able {
        self.host.remove(method)
    }

    fn remove_all(&mut self) -> Able {
        self.host.remove_all()
    }

    fn calls(&mut self) -> Able<usize> {
        self.host.calls()
    }
}
