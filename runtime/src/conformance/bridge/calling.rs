//! What is offered, and that it agrees with what can be called.

use super::line::{Line, METHODS, answer, kind};
use crate::conformance::Host;
use crate::conformance::check::{Check, expect, must};
use crate::{Beans, Call, HostBridge, HostErrorKind, Method, Offer, TierId, TradeOrderId};

pub(super) async fn offered(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.host.bridge();
    for method in METHODS.into_iter().filter(|method| bridge.offer(*method).is_there()) {
        let call = line.call_of(method)?;
        let answer = answer(&bridge, call).await?;
        let is_made = kind(&answer) != Some(HostErrorKind::Unavailable);
        must(is_made, || format!("{method:?} is offered, and the call is answered with {answer:?}"))?;
    }
    Ok(())
}

pub(super) async fn not_offered(line: &mut Line<'_, impl Host>) -> Check {
    for method in METHODS {
        line.host.remove(method)?;
    }
    nothing_can_be_called(line, "was taken away").await
}

pub(super) async fn no_host(line: &mut Line<'_, impl Host>) -> Check {
    line.host.remove_all()?;
    let bridge = line.host.bridge();
    for method in METHODS {
        expect(&format!("the offer of {method:?} without a host"), &bridge.offer(method), &Offer::NoHost)?;
    }
    nothing_can_be_called(line, "is on no host").await
}

pub(super) async fn offer_is_free(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.host.bridge();
    let before = line.host.calls()?;
    for method in METHODS {
        let (first, second) = (bridge.offer(method), bridge.offer(method));
        expect(&format!("the offer of {method:?}, asked again"), &second, &first)?;
    }
    bridge.pay_tops_up();
    expect("how many calls the host has seen", &line.host.calls()?, &before)
}

async fn nothing_can_be_called(line: &mut Line<'_, impl Host>, why: &str) -> Check {
    let bridge = line.host.bridge();
    let before = line.host.calls()?;
    for call in any_calls() {
        let method = call.method();
        let offer = bridge.offer(method);
        must(!offer.is_there(), || format!("{method:?} {why}, and is offered: {offer}"))?;
        let answer = answer(&bridge, call).await?;
        let is_told = kind(&answer) == Some(HostErrorKind::Unavailable);
        must(is_told, || format!("{method:?} {why}; expected `Unavailable`, found {answer:?}"))?;
    }
    expect("how many calls the host has seen", &line.host.calls()?, &before)
}

/// Nobody is there to take them, so it does not matter for what they are.
fn any_calls() -> [Call; 5] {
    METHODS.map(|method| match method {
        Method::Login => Call::Login,
        Method::CheckBalance => Call::CheckBalance(Beans(1)),
        Method::Recharge => Call::Recharge(TierId("a tier")),
        Method::Pay => Call::Pay(TradeOrderId::from("an order")),
        Method::OpenBalance => Call::OpenBalance,
    })
}
