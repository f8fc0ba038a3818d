//! Hosts that answer twice, late, never, or while something else goes on.

use std::rc::Rc;

use super::line::{Line, answer, call, fits};
use crate::conformance::check::{Check, expect, must};
use crate::conformance::waiting::{Waiting, question};
use crate::conformance::{Host, Way};
use crate::{Answer, HostAnswer, HostBridge, Method, Reply};

pub(super) async fn answered_twice(line: &mut Line<'_, impl Host>) -> Check {
    done_all_the_same(line, Way::AnswersTwice).await
}

pub(super) async fn success_then_failure(line: &mut Line<'_, impl Host>) -> Check {
    done_all_the_same(line, Way::SuccessThenFailure).await
}

pub(super) async fn mute(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.bridge_with(Method::Pay)?;
    let unanswered = line.call_of(Method::Pay)?;
    line.host.next(Method::Pay, Way::NeverAnswers)?;
    let unanswered = call(&*bridge, unanswered);
    for method in [Method::Pay, Method::Login] {
        works(line, &*bridge, method).await?;
    }
    must_be_open(&unanswered)
}

pub(super) async fn late(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.bridge_with(Method::Pay)?;
    let paying = line.call_of(Method::Pay)?;
    line.host.next(Method::Pay, Way::AnswersLate)?;
    let late = call(&*bridge, paying);
    must_be_open(&late)?;
    works(line, &*bridge, Method::Login).await?;
    must_be_open(&late)?;
    expect("the late answer", &late.arrival(|| bridge.pump()).await?, &Ok(Answer::Done))
}

pub(super) async fn at_once(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.bridge_with(Method::Pay)?;
    let methods = [Method::Pay, Method::Login, Method::Pay, Method::OpenBalance];
    let mut open = Vec::new();
    for method in methods.into_iter().filter(|method| bridge.offer(*method).is_there()) {
        let made = line.call_of(method)?;
        open.push((method, call(&*bridge, made)));
    }
    for (method, answer) in open {
        let found = answer.arrival(|| bridge.pump()).await?;
        must(fits(method, &found), || format!("{method:?} was called beside others, and is answered with {found:?}"))?;
    }
    Ok(())
}

pub(super) async fn from_inside(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.bridge_with(Method::Pay)?;
    let (first, second) = (line.call_of(Method::Pay)?, line.call_of(Method::Pay)?);
    let (reply, answer) = question();
    let inside = bridge.clone();
    bridge.call(first, Reply::new(move |_: HostAnswer| inside.call(second, reply)));
    expect("the answer to the call from inside", &answer.arrival(|| bridge.pump()).await?, &Ok(Answer::Done))
}

pub(super) async fn dropped(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.bridge_with(Method::Pay)?;
    let paying = line.call_of(Method::Pay)?;
    line.host.next(Method::Pay, Way::AnswersLate)?;
    let open = call(&*bridge, paying);
    // The last handle to it: the host answers a call whose bridge is gone.
    drop(Rc::into_inner(bridge));
    let other = line.bridge_with(Method::Pay)?;
    expect("the answer to the open call", &open.arrival(|| other.pump()).await?, &Ok(Answer::Done))?;
    works(line, &*other, Method::Pay).await
}

/// The first answer of a payment that goes this way is that it is done, and nothing is left over for the next call.
async fn done_all_the_same(line: &mut Line<'_, impl Host>, way: Way) -> Check {
    let bridge = line.bridge_with(Method::Pay)?;
    let call = line.call_of(Method::Pay)?;
    line.host.next(Method::Pay, way)?;
    expect("the answer", &answer(&*bridge, call).await?, &Ok(Answer::Done))?;
    works(line, &*bridge, Method::Login).await
}

/// The method can be called, and is answered as if nothing had been.
async fn works(line: &mut Line<'_, impl Host>, bridge: &impl HostBridge, method: Method) -> Check {
    if !bridge.offer(method).is_there() {
        return Ok(());
    }
    let call = line.call_of(method)?;
    let found = answer(bridge, call).await?;
    must(fits(method, &found), || format!("{method:?} was called afterwards, and is answered with {found:?}"))
}

fn must_be_open(call: &Waiting<HostAnswer>) -> Check {
    let answer = call.take();
    must(answer.is_none(), || format!("nothing was said yet, and the call is answered with {answer:?}"))
}
