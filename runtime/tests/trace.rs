//! What a purchase leaves for a bug report: enough to play it again, and nothing that is the player's.

mod support;

use std::time::Duration;

use purchasable::{
    Answer, Call, HostAnswer, HostBridge, HostFault, MemoryJournal, Method, Offer, OrdersFault, Purchase, Reason,
    Reply, Shop, SimulatedTikTok, Tier, Trace,
};
use support::{Gems, SteelSword, buy, finish, poll_until};

/// The trace of buying a sword, with everything that goes wrong on the way.
fn trace_of(tiktok: &SimulatedTikTok) -> Trace {
    let mut purchase = tiktok.shop().purchase(SteelSword { sharpness: 3 });
    drop(finish(&mut purchase));
    purchase.trace().expect("it has begun")
}

fn world() -> SimulatedTikTok {
    SimulatedTikTok::new().with_balance(10).with_tiers([Tier::new("tier-500", 500)])
}

#[track_caller]
fn must_come_back(trace: &Trace) {
    let text = trace.to_string();
    let read: Trace = text.parse().unwrap_or_else(|error| panic!("{error}:\n{text}"));
    assert_eq!(read.to_string(), text);
    read.replay().check().unwrap_or_else(|error| panic!("{error}:\n{text}"));
}

#[test]
fn a_purchase_reads_as_it_happened() {
    let text = trace_of(&SimulatedTikTok::new()).to_string();
    assert_eq!(
        text,
        "purchasable-trace 1\n\
         item steel_sword 500\n\
         top-up before-paying\n\
         inventory client\n\
         timing 30000 600000 30000 1500 900000 3\n\
         orphans\n\
         80 answered 1 player\n\
         80 written\n\
         160 answered 2 created order-1 key-1 steel_sword pending\n\
         160 written\n\
         560 answered 3 sufficient\n\
         960 answered 4 done\n\
         1040 answered 5 status paid\n\
         ended paid\n"
    );
}

#[test]
fn after_every_fault_of_the_host_it_can_be_played_again() {
    for fault in HostFault::ALL {
        let tiktok = world();
        tiktok.fail_next(*fault);
        must_come_back(&trace_of(&tiktok));
    }
}

#[test]
fn after_every_fault_of_the_backend_it_can_be_played_again() {
    for fault in OrdersFault::ALL {
        let tiktok = world();
        tiktok.fail_next_order(*fault);
        must_come_back(&trace_of(&tiktok));
    }
}

#[test]
fn purchases_that_go_wrong_by_chance_can_be_played_again() {
    for seed in 0..200 {
        let tiktok = world().with_seed(seed).with_random_faults(0.3);
        let shop = tiktok.shop();
        for _ in 0..3 {
            let mut purchase = shop.purchase(SteelSword { sharpness: 3 });
            let _ = finish(&mut purchase);
            if let Some(trace) = purchase.trace() {
                must_come_back(&trace);
            }
        }
    }
}

#[test]
fn nothing_that_is_the_players_or_somebody_elses_words_is_in_it() {
    let tiktok = SimulatedTikTok::new();
    let shop = Shop::new(tiktok.clone(), tiktok.orders_of("anna@example.com"), MemoryJournal::new());
    tiktok.fail_next(HostFault::Decline);
    let first = buy(&shop, SteelSword { sharpness: 3 }).expect_err("declined");
    let mut second = shop.purchase(SteelSword { sharpness: 3 });
    let refused = finish(&mut second).expect_err("the first could still be paid");
    assert!(matches!(refused.reason(), Reason::EarlierOpen(_)));

    let text = second.trace().expect("it has begun").to_string();
    assert!(text.contains("earlier-open order-1 key-2 steel_sword pending"), "{text}");
    let order = first.order().expect("its panel was open").as_str();
    for private in ["anna", order, "tier-500", "declined"] {
        assert!(!text.contains(private), "`{private}` is in it:\n{text}");
    }
}

#[test]
fn one_that_is_under_way_is_played_as_far_as_it_came() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    let mut purchase = shop.purchase(Gems::Handful);
    assert_eq!(purchase.trace(), None, "it has not begun");
    poll_until(&mut purchase, |purchase| purchase.step() == purchasable::Step::Paying);
    let trace = purchase.trace().expect("it has begun");
    must_come_back(&trace);
    assert_eq!(trace.replay().last().map(|replayed| replayed.step), Some(purchasable::Step::Paying));
}

#[test]
fn one_that_waited_on_can_be_played_again() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    tiktok.fail_next(HostFault::AnswersLate);
    let mut purchase = shop.purchase(Gems::Handful);
    let error = finish(&mut purchase).expect_err("unknown");
    assert_eq!(*error.reason(), Reason::Unsettled);
    tiktok.advance(Duration::from_secs(3600));
    drop(finish(purchase.keep_waiting()).expect("paid meanwhile"));
    let trace = purchase.trace().expect("it has begun");
    assert!(trace.to_string().contains("keep-waiting"), "{trace}");
    must_come_back(&trace);
}

#[test]
fn one_that_is_polled_for_hours_is_cut_and_says_so() {
    let tiktok = SimulatedTikTok::new();
    let shop = tiktok.shop();
    shop.set_timing(purchasable::Timing::default().with_panel(Duration::from_secs(7200)));
    tiktok.fail_next(HostFault::NeverAnswers);
    let mut purchase: Purchase<Gems> = shop.purchase(Gems::Handful);
    let _ = finish(&mut purchase);
    let trace = purchase.trace().expect("it has begun");
    assert!(trace.to_string().lines().count() < 2100 && trace.to_string().contains("\ncut\n"));
    must_come_back(&trace);
}

#[test]
fn a_build_that_ends_a_purchase_otherwise_is_told_apart() {
    let text = trace_of(&SimulatedTikTok::new()).to_string();
    let other: Trace = text.replace("status paid", "status refunded").parse().expect("it is still a trace");
    let error = other.replay().check().expect_err("it ends otherwise");
    assert_eq!(
        error.to_string(),
        "the purchase ended then: paid; with this build: refunded at confirm, charged yes, topped up no"
    );
}

#[test]
fn a_text_that_is_no_trace_says_where() {
    let whole = trace_of(&SimulatedTikTok::new()).to_string();
    for (text, complaint) in [
        (String::new(), "it does not begin with `purchasable-trace 1`"),
        (whole.replace("trace 1", "trace 2"), "it does not begin with `purchasable-trace 1`"),
        (whole.replace("inventory client\n", ""), "no line `inventory`"),
        (whole.replace("steel_sword 500\n", "steel_sword 0\n"), "do not say what was to be bought"),
        (whole.replace("client", "elsewhere"), "do not say what was to be bought"),
        (whole.replace("status paid", "status baked"), "line 13 makes no sense: 1040 answered 5 status baked"),
        (whole.replace("160 written", "160 written twice over"), "line 10 makes no sense"),
        (whole.replace(" pending", ""), "line 9 makes no sense"),
    ] {
        let error = text.parse::<Trace>().expect_err("it is no trace");
        assert!(error.to_string().contains(complaint), "{error}");
    }
}

/// Answers `pay` with somebody's login code.
struct Mixed(SimulatedTikTok);

impl HostBridge for Mixed {
    fn offer(&self, method: Method) -> Offer {
        self.0.offer(method)
    }
    fn pay_tops_up(&self) -> bool {
        true
    }
    fn call(&self, _: Call, reply: Reply<HostAnswer>) {
        reply.settle(Ok(Answer::LoginCode("act.secret".to_owned())));
    }
    fn now(&self) -> Duration {
        self.0.now()
    }
    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        self.0.wake_after(delay, wake);
    }
    fn random(&self) -> u64 {
        self.0.random()
    }
    fn pump(&self) -> bool {
        self.0.pump()
    }
}

#[test]
fn a_login_code_that_went_astray_is_not_in_it() {
    let tiktok = SimulatedTikTok::new();
    let shop = Shop::new(Mixed(tiktok.clone()), tiktok.orders(), MemoryJournal::new());
    let mut purchase = shop.purchase(Gems::Handful);
    drop(finish(&mut purchase));
    let trace = purchase.trace().expect("it has begun");
    assert!(trace.to_string().contains("login-code"), "{trace}");
    assert!(!trace.to_string().contains("secret") && !format!("{trace:?}").contains("secret"));
    must_come_back(&trace);
}

#[test]
fn a_clock_that_is_finer_than_a_trace_changes_nothing() {
    for micros in [1, 500, 999] {
        let tiktok = SimulatedTikTok::new().with_latency(Duration::from_micros(100_700));
        tiktok.advance(Duration::from_micros(micros));
        tiktok.fail_next_order(OrdersFault::NeverAnswers);
        must_come_back(&trace_of(&tiktok));
        tiktok.fail_next(HostFault::NeverAnswers);
        must_come_back(&trace_of(&tiktok));
    }
}
