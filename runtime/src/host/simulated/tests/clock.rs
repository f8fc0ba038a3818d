use std::cell::Cell;

use super::*;

#[test]
fn a_manual_clock_moves_only_by_hand() {
    let tiktok = SimulatedTikTok::new().with_clock(Clock::Manual);
    assert_eq!(call(&tiktok, Call::Login), None);
    assert_eq!(tiktok.now(), Duration::ZERO);
    tiktok.advance(Duration::from_secs(5));
    assert_eq!(tiktok.now(), Duration::from_secs(5));
}

#[test]
fn a_manual_clock_delivers_what_is_due() {
    let tiktok = SimulatedTikTok::new().with_clock(Clock::Manual).with_latency(Duration::ZERO);
    assert!(call(&tiktok, Call::Login).is_some());
    assert!(!tiktok.pump());
}

#[test]
fn an_automatic_clock_runs_one_thing_at_a_time_in_order() {
    let tiktok = SimulatedTikTok::new();
    let rung = Rc::new(Cell::new(0));
    for seconds in [3, 1, 2] {
        let rung = rung.clone();
        tiktok.wake_after(Duration::from_secs(seconds), Box::new(move || rung.set(seconds)));
    }
    for seconds in 1..=3 {
        assert!(tiktok.pump());
        assert_eq!((rung.get(), tiktok.now()), (seconds, Duration::from_secs(seconds)));
    }
    assert!(!tiktok.pump());
}

#[test]
fn what_is_due_at_one_time_happens_in_the_order_asked_for() {
    let tiktok = SimulatedTikTok::new();
    let rung = Rc::new(RefCell::new(Vec::new()));
    for number in 0..20 {
        let rung = rung.clone();
        tiktok.wake_after(Duration::ZERO, Box::new(move || rung.borrow_mut().push(number)));
    }
    while tiktok.pump() {}
    assert_eq!(*rung.borrow(), (0..20).collect::<Vec<_>>());
}

#[test]
fn an_answer_may_call_the_host_again() {
    let tiktok = SimulatedTikTok::new();
    let (again, done) = (tiktok.clone(), Rc::new(Cell::new(false)));
    let seen = done.clone();
    tiktok.call(
        Call::Login,
        Reply::new(move |_| {
            again.fail_next(HostFault::Throw);
            again.call(Call::OpenBalance, Reply::new(move |answer: HostAnswer| seen.set(answer.is_err())));
        }),
    );
    while tiktok.pump() {}
    assert!(done.get());
}

#[test]
fn advancing_does_what_is_asked_for_on_the_way() {
    let tiktok = SimulatedTikTok::new().with_clock(Clock::Manual);
    let (again, rung) = (tiktok.clone(), Rc::new(Cell::new(None)));
    let seen = rung.clone();
    tiktok.wake_after(
        Duration::from_secs(1),
        Box::new(move || {
            let late = again.clone();
            again.wake_after(Duration::from_secs(1), Box::new(move || seen.set(Some(late.now()))));
        }),
    );
    tiktok.advance(Duration::from_secs(3));
    assert_eq!((rung.get(), tiktok.now()), (Some(Duration::from_secs(2)), Duration::from_secs(3)));
}
