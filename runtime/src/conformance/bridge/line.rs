//! Calls in the words of a check.

use std::rc::Rc;

use crate::conformance::check::{Able, Check, Otherwise};
use crate::conformance::waiting::{Waiting, alarm, question};
use crate::conformance::{Behaviour, Cannot, Host};
use crate::{Answer, Beans, Call, HostAnswer, HostBridge, HostErrorKind, Method};
use core::time::Duration;

/// Every method there is.
pub(super) const METHODS: [Method; 5] =
    [Method::Login, Method::CheckBalance, Method::Recharge, Method::Pay, Method::OpenBalance];

pub(super) struct Line<'a, H> {
    pub(super) host: &'a mut H,
}

impl<'a, H: Host> Line<'a, H> {
    pub(super) fn new(host: &'a mut H) -> Self {
        Self { host }
    }

    pub(super) async fn begin(&mut self, behaviour: &Behaviour) {
        self.host.begin(behaviour).await;
    }

    /// A bridge that offers this method.
    pub(super) fn bridge_with(&mut self, method: Method) -> Check<Rc<H::Bridge>> {
        let bridge = self.host.bridge();
        let offer = bridge.offer(method);
        if offer.is_there() { Ok(Rc::new(bridge)) } else { Err(not_offered(method, &offer.to_string())) }
    }

    /// A call of this method that can go well.
    pub(super) fn call_of(&mut self, method: Method) -> Able<Call> {
        Ok(match method {
            Method::Login => Call::Login,
            Method::CheckBalance => Call::CheckBalance(Beans(1)),
            Method::Recharge => Call::Recharge(self.host.tier()?),
            Method::Pay => Call::Pay(self.host.order()?),
            Method::OpenBalance => Call::OpenBalance,
        })
    }
}

/// Makes a call, and gives the place of its answer.
pub(super) fn call(bridge: &impl HostBridge, call: Call) -> Waiting<HostAnswer> {
    let (reply, answer) = question();
    bridge.call(call, reply);
    answer
}

/// Makes a call, and waits for its answer.
pub(super) async fn answer(bridge: &impl HostBridge, made: Call) -> Check<HostAnswer> {
    call(bridge, made).arrival(|| bridge.pump()).await
}

/// Lets this much time go by, or less.
pub(super) async fn sleep(bridge: &impl HostBridge, delay: Duration) -> Check {
    let (wake, woken) = alarm();
    bridge.wake_after(delay, wake);
    woken.arrival(|| bridge.pump()).await
}

/// Whether the answer is of the kind that the call has when it goes well.
pub(super) fn fits(method: Method, answer: &HostAnswer) -> bool {
    match method {
        Method::Login => matches!(answer, Ok(Answer::LoginCode(code)) if !code.is_empty()),
        Method::CheckBalance => matches!(answer, Ok(Answer::Sufficient(_))),
        Method::Recharge | Method::Pay | Method::OpenBalance => *answer == Ok(Answer::Done),
    }
}

pub(super) fn kind(answer: &HostAnswer) -> Option<HostErrorKind> {
    answer.as_ref().err().map(|error| error.kind)
}

fn not_offered(method: Method, why: &str) -> Otherwise {
    Cannot::new(format!("this host does not offer {method:?}: {why}")).into()
}
