//! Bridges that each break one promise.

use std::rc::Rc;
use std::time::Duration;

use purchasable::conformance::{self, BRIDGE, Way};
use purchasable::{
    Answer, Call, HostAnswer, HostBridge, HostError, HostErrorKind, Method, Offer, Reply, SimulatedTikTok,
};

use super::each_is_seen;
use super::host::{Bend, Bent, Bridge};
use crate::finish;

const BROKEN: &[(&str, Bend)] = &[
    ("H1", Bend::Answer(|_, call, answer| if *call == Call::OpenBalance { Err(unavailable()) } else { answer })),
    ("H2", Bend::Offer(|_, _, _| Offer::By("anywhere"))),
    ("H3", Bend::Offer(|_, _, offer| if offer == Offer::NoHost { Offer::NoMethod } else { offer })),
    ("H4", Bend::Offer(offered_by_calling)),
    ("H5", Bend::Answer(|_, call, answer| instead(Method::Login, call, answer, Answer::LoginCode(String::new())))),
    ("H6", Bend::Answer(|_, call, answer| instead(Method::CheckBalance, call, answer, Answer::Sufficient(true)))),
    ("H7", Bend::Answer(|_, call, answer| instead(Method::Recharge, call, answer, Answer::Sufficient(true)))),
    ("H8", Bend::Answer(|_, call, answer| instead(Method::Pay, call, answer, Answer::Sufficient(true)))),
    ("H9", Bend::Answer(|_, call, answer| instead(Method::OpenBalance, call, answer, Answer::Sufficient(true)))),
    ("H10", Bend::Answer(|_, _, answer| answer.map_err(|error| rejected(HostErrorKind::Cancelled, error)))),
    ("H11", Bend::Answer(|_, _, answer| answer.map_err(without_code))),
    ("H12", Bend::Answer(|_, _, answer| answer.map_err(|error| error.with_raw("")))),
    ("H13", Bend::Answer(|_, _, answer| answer.map_err(|error| rejected(HostErrorKind::Threw, error)))),
    ("H14", Bend::Answer(left_over)),
    ("H15", Bend::Answer(the_last_word)),
    ("H16", Bend::Reply(|bridge, reply| after(bridge, Way::NeverAnswers, reply))),
    ("H17", Bend::Reply(|bridge, reply| after(bridge, Way::AnswersLate, reply))),
    ("H18", Bend::Reply(|bridge, reply| Some(last_asked_first_answered(bridge, reply)))),
    ("H19", Bend::Reply(|bridge, reply| (!bridge.memory.is_inside.get()).then_some(reply))),
    ("H20", Bend::Reply(|bridge, reply| Some(answered_while_alive(bridge, reply)))),
    ("H21", Bend::Now(backwards)),
    ("H22", Bend::Wake(|_, _, wake| wake())),
    ("H23", Bend::Wake(|_, _, wake| drop(wake))),
    ("H24", Bend::Wake(not_from_inside)),
    ("H25", Bend::Pump(|_| true)),
    ("H26", Bend::Random(|_| SimulatedTikTok::new().random())),
];

#[test]
fn every_broken_bridge_is_seen() {
    each_is_seen(BRIDGE, BROKEN, |bend| finish(conformance::bridge(&mut Bent::new(bend))));
}

#[test]
fn a_bridge_that_is_bent_nowhere_passes() {
    let report = finish(conformance::bridge(&mut Bent::new(Bend::Nowhere))).check().unwrap();
    assert!(report.is_complete(), "{report}");
}

fn offered_by_calling(bridge: &Bridge, _: Method, offer: Offer) -> Offer {
    bridge.tiktok.call(Call::Login, Reply::new(|_| {}));
    bridge.tiktok.advance(Duration::from_secs(1));
    offer
}

fn instead(method: Method, call: &Call, answer: HostAnswer, other: Answer) -> HostAnswer {
    if call.method() == method && answer.is_ok() { Ok(other) } else { answer }
}

fn unavailable() -> HostError {
    HostError::new(HostErrorKind::Unavailable, "")
}

fn rejected(kind: HostErrorKind, mut error: HostError) -> HostError {
    if error.kind == kind {
        error.kind = HostErrorKind::Rejected;
    }
    error
}

fn without_code(mut error: HostError) -> HostError {
    error.code = None;
    error
}

/// The second answer to a payment is taken for one to the call that comes next.
fn left_over(bridge: &Bridge, _: &Call, answer: HostAnswer) -> HostAnswer {
    let is_next = bridge.memory.answered.get() == Some(Method::Pay);
    if is_next && bridge.memory.way.get() == Some(Way::AnswersTwice) { Ok(Answer::Done) } else { answer }
}

fn the_last_word(bridge: &Bridge, _: &Call, answer: HostAnswer) -> HostAnswer {
    match bridge.memory.way.take() {
        Some(Way::SuccessThenFailure) => Err(HostError::new(HostErrorKind::Rejected, "internal error")),
        _ => answer,
    }
}

/// From the call on that goes this way, nobody is answered.
fn after(bridge: &Bridge, way: Way, reply: Reply<HostAnswer>) -> Option<Reply<HostAnswer>> {
    (bridge.memory.way.get() != Some(way)).then_some(reply)
}

fn last_asked_first_answered(bridge: &Bridge, reply: Reply<HostAnswer>) -> Reply<HostAnswer> {
    let memory = bridge.memory.clone();
    memory.replies.borrow_mut().push(reply);
    Reply::new(move |answer| {
        let last = memory.replies.borrow_mut().pop();
        if let Some(reply) = last {
            reply.settle(answer);
        }
    })
}

fn answered_while_alive(bridge: &Bridge, reply: Reply<HostAnswer>) -> Reply<HostAnswer> {
    let alive = Rc::downgrade(&bridge.alive);
    Reply::new(move |answer| {
        if alive.strong_count() > 0 {
            reply.settle(answer);
        }
    })
}

fn backwards(bridge: &Bridge, _: Duration) -> Duration {
    bridge.memory.asked.set(bridge.memory.asked.get() + 1);
    Duration::from_secs(3600) / bridge.memory.asked.get()
}

fn not_from_inside(bridge: &Bridge, delay: Duration, wake: Box<dyn FnOnce()>) {
    if !bridge.memory.is_inside.get() {
        let memory = bridge.memory.clone();
        bridge.tiktok.wake_after(delay, Box::new(move || memory.inside(wake)));
    }
}
