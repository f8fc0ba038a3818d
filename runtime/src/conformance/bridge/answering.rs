//! How a bridge reads what the host says.

use super::line::{Line, answer, fits, kind};
use crate::conformance::check::{Check, expect, must};
use crate::conformance::{Host, Way};
use crate::{Answer, Beans, Call, HostAnswer, HostErrorKind, Method};

pub(super) async fn login(line: &mut Line<'_, impl Host>) -> Check {
    goes_well(line, Method::Login).await
}

pub(super) async fn check_balance(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.bridge_with(Method::CheckBalance)?;
    let holds = line.host.balance()?;
    for (amount, enough) in [(Beans(1).min(holds), true), (holds, true), (Beans(holds.0.saturating_add(1)), false)] {
        let found = answer(&*bridge, Call::CheckBalance(amount)).await?;
        expect(&format!("whether {holds} are enough for {amount}"), &found, &Ok(Answer::Sufficient(enough)))?;
    }
    Ok(())
}

pub(super) async fn recharge(line: &mut Line<'_, impl Host>) -> Check {
    goes_well(line, Method::Recharge).await
}

pub(super) async fn pay(line: &mut Line<'_, impl Host>) -> Check {
    goes_well(line, Method::Pay).await
}

pub(super) async fn open_balance(line: &mut Line<'_, impl Host>) -> Check {
    goes_well(line, Method::OpenBalance).await
}

pub(super) async fn cancelled(line: &mut Line<'_, impl Host>) -> Check {
    let found = paid(line, Way::Cancelled).await?;
    must(kind(&found) == Some(HostErrorKind::Cancelled), || format!("expected `Cancelled`, found {found:?}"))
}

pub(super) async fn failed(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.bridge_with(Method::Pay)?;
    let call = line.call_of(Method::Pay)?;
    let error = line.host.fail_next(Method::Pay)?;
    expect("the answer to a call that fails", &answer(&*bridge, call).await?, &Err(error))
}

pub(super) async fn malformed(line: &mut Line<'_, impl Host>) -> Check {
    match paid(line, Way::Malformed).await? {
        Err(error) if error.kind == HostErrorKind::Malformed => {
            must(!error.raw.is_empty(), || "the answer made no sense, and was not kept in `raw`".to_owned())
        }
        found => must(false, || format!("expected `Malformed`, found {found:?}")),
    }
}

pub(super) async fn threw(line: &mut Line<'_, impl Host>) -> Check {
    let found = paid(line, Way::Throws).await?;
    must(kind(&found) == Some(HostErrorKind::Threw), || format!("expected `Threw`, found {found:?}"))
}

/// What is answered to a payment that goes this way.
async fn paid(line: &mut Line<'_, impl Host>, way: Way) -> Check<HostAnswer> {
    let bridge = line.bridge_with(Method::Pay)?;
    let call = line.call_of(Method::Pay)?;
    line.host.next(Method::Pay, way)?;
    answer(&*bridge, call).await
}

async fn goes_well(line: &mut Line<'_, impl Host>, method: Method) -> Check {
    let bridge = line.bridge_with(method)?;
    let call = line.call_of(method)?;
    let found = answer(&*bridge, call).await?;
    must(fits(method, &found), || format!("{method:?} went well, and is answered with {found:?}"))
}
