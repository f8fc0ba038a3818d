//! Bridges, backends and executors that keep to the letter of their contract, or not even to that.

mod support;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use std::time::Duration;

use purchasable::{
    Call, Charged, Clock, HostAnswer, HostBridge, HostFault, MemoryJournal, Method, Offer, Reason, Reply, Retry, Shop,
    SimulatedTikTok, Timing, poll_now,
};
use support::{Gems, OddOrders, Oddity, buy};

/// The simulated host, with another way to tell the time and to wake.
struct Odd {
    tiktok: SimulatedTikTok,
    timers: Rc<Timers>,
    delivers_when_asked_for_the_time: bool,
    asked: Cell<bool>,
    wakes_early: bool,
}

/// How many timers there are, and were at most.
#[derive(Default)]
struct Timers {
    now: Cell<u32>,
    most: Cell<u32>,
}

impl Odd {
    fn new(tiktok: &SimulatedTikTok) -> Self {
        let (asked, wakes_early) = (Cell::new(false), false);
        let timers = Rc::default();
        Self { tiktok: tiktok.clone(), timers, delivers_when_asked_for_the_time: false, asked, wakes_early }
    }
}

impl HostBridge for Odd {
    fn offer(&self, method: Method) -> Offer {
        self.tiktok.offer(method)
    }
    fn pay_tops_up(&self) -> bool {
        self.tiktok.pay_tops_up()
    }
    fn call(&self, call: Call, reply: Reply<HostAnswer>) {
        self.tiktok.call(call, reply);
    }
    fn now(&self) -> Duration {
        if self.delivers_when_asked_for_the_time && !self.asked.replace(true) {
            self.tiktok.pump();
            self.asked.set(false);
        }
        self.tiktok.now()
    }
    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        let early = delay.min(Duration::from_millis(700));
        let timers = self.timers.clone();
        timers.now.set(timers.now.get() + 1);
        timers.most.set(timers.most.get().max(timers.now.get()));
        let ring = move || {
            timers.now.set(timers.now.get() - 1);
            wake();
        };
        self.tiktok.wake_after(if self.wakes_early { early } else { delay }, Box::new(ring));
    }
    fn random(&self) -> u64 {
        self.tiktok.random()
    }
    fn pump(&self) -> bool {
        self.tiktok.pump()
    }
}

#[test]
fn a_host_may_answer_while_it_is_asked_for_the_time() {
    let tiktok = SimulatedTikTok::new();
    let host = Odd { delivers_when_asked_for_the_time: true, ..Odd::new(&tiktok) };
    let shop = Shop::new(host, tiktok.orders(), MemoryJournal::new());
    assert!(buy(&shop, Gems::Handful).is_ok());
}

#[test]
fn a_host_may_wake_early_whatever_else_goes_wrong() {
    for fault in HostFault::ALL {
        let tiktok = SimulatedTikTok::new();
        tiktok.fail_next(*fault);
        let host = Odd { wakes_early: true, ..Odd::new(&tiktok) };
        let shop = Shop::new(host, tiktok.orders(), MemoryJournal::new());
        drop(buy(&shop, Gems::Handful));
        assert!(!shop.is_busy(), "{fault}");
    }
}

#[test]
fn few_timers_tick_at_a_time_however_long_a_panel_is_open() {
    for timing in
        [Timing::default(), Timing::default().with_answer(Duration::from_secs(300)).with_poll(Duration::from_secs(1))]
    {
        let tiktok = SimulatedTikTok::new().with_clock(Clock::Manual);
        let host = Odd::new(&tiktok);
        let timers = host.timers.clone();
        let shop = Shop::new(host, tiktok.orders(), MemoryJournal::new());
        shop.set_timing(timing);
        tiktok.fail_next(HostFault::NeverAnswers);
        let mut wallet = shop.open_balance();
        assert!(poll_now(&mut wallet).is_none());
        tiktok.fail_next(HostFault::NeverAnswers);
        let mut purchase = shop.purchase(Gems::Handful);
        let mut polls = 0;
        while purchase.poll_now().is_none() {
            tiktok.advance(Duration::from_millis(500));
            polls += 1;
        }
        assert!(polls > 1000, "the panel was open for {polls} polls only");
        assert!(timers.most.get() <= 4, "{} timers at a time", timers.most.get());
    }
}

#[test]
fn a_deadline_may_be_endless() {
    let tiktok = SimulatedTikTok::new();
    tiktok.advance(Duration::from_secs(1));
    let shop = tiktok.shop();
    let endless = Duration::MAX;
    let timing = Timing::default().with_answer(endless).with_panel(endless).with_confirm(endless).with_poll(endless);
    shop.set_timing(timing);
    assert!(buy(&shop, Gems::Handful).is_ok());
}

type Task = Pin<Box<dyn Future<Output = ()>>>;
thread_local!(static TASK: RefCell<Option<Task>> = const { RefCell::new(None) });

/// A waker that polls its task there and then.
struct AtOnce;

impl Wake for AtOnce {
    fn wake(self: Arc<Self>) {
        poll_task();
    }
}

fn poll_task() {
    let Some(mut task) = TASK.take() else { return };
    if task.as_mut().poll(&mut Context::from_waker(&Waker::from(Arc::new(AtOnce)))).is_pending() {
        TASK.set(Some(task));
    }
}

#[test]
fn an_executor_may_poll_inside_the_wake() {
    let tiktok = SimulatedTikTok::new().with_clock(Clock::Manual);
    let shop = tiktok.shop();
    let done = Rc::new(Cell::new(0));
    let count = done.clone();
    TASK.set(Some(Box::pin(async move {
        for _ in 0..3 {
            let receipt = shop.purchase(Gems::Handful).await.expect("paid");
            receipt.grant(async |_gems, _order| Ok::<_, ()>(())).await.expect("granted");
            assert!(shop.recover().await.expect("the backend answers").receipts.is_empty());
            count.set(count.get() + 1);
        }
    })));
    poll_task();
    tiktok.advance(Duration::from_secs(60));
    assert_eq!(done.get(), 3);
}

fn shop_with(oddity: Oddity) -> (SimulatedTikTok, Shop) {
    let tiktok = SimulatedTikTok::new();
    let shop = Shop::new(tiktok.clone(), OddOrders::new(&tiktok, oddity), MemoryJournal::new());
    (tiktok, shop)
}

#[test]
fn a_panic_in_the_games_own_glue_does_not_keep_the_shop_busy() {
    let (tiktok, shop) = shop_with(Oddity::PanicsOnce);
    let mut purchase = shop.purchase(Gems::Handful);
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(purchase.poll_now())));
    assert!(caught.is_err());
    drop(purchase);
    tiktok.advance(Duration::from_secs(3600));
    shop.abandon();
    assert!(!shop.is_busy());
    assert!(buy(&shop, Gems::Handful).is_ok());
}

#[test]
fn a_name_that_the_journal_cannot_keep_stops_a_purchase_before_it_costs_anything() {
    let (tiktok, shop) = shop_with(Oddity::BrokenName);
    let error = buy(&shop, Gems::Handful).expect_err("it cannot be remembered");
    assert!(matches!(error.reason(), Reason::Journal(_)) && error.charged() == Charged::No, "{error}");
    assert!(error.to_string().contains("control character"), "{error}");
    assert_eq!(tiktok.ledger().orders().len(), 0);
}

#[test]
fn an_error_page_of_a_proxy_is_not_for_ever() {
    let (_tiktok, shop) = shop_with(Oddity::ErrorPageOnce);
    assert_eq!(buy(&shop, Gems::Handful).expect_err("no answer of the backend").retry(), Retry::Now);
    assert!(buy(&shop, Gems::Handful).is_ok());
}
