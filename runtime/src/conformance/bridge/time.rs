//! The clock, the timers and the dice.

use core::time::Duration;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use super::line::{Line, sleep};
use crate::HostBridge;
use crate::conformance::Host;
use crate::conformance::check::{Check, expect, must};
use crate::conformance::waiting::alarm;

/// Long enough for a timer of a browser, and no burden.
const SHORT: Duration = Duration::from_millis(5);
/// More than a host can have left over from one timer.
const MOST_THAT_WAITS: usize = 1000;
const AN_HOUR: Duration = Duration::from_secs(3600);

pub(super) async fn forward(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.host.bridge();
    // A host without a clock that can be set is tried as it is.
    let set = line.host.set_clock_back(Duration::ZERO).is_ok();
    let times = RefCell::new(vec![bridge.now()]);
    for _ in 0..3 {
        sleep(&bridge, SHORT).await?;
        times.borrow_mut().push(bridge.now());
        if set {
            line.host.set_clock_back(AN_HOUR)?;
            times.borrow_mut().push(bridge.now());
            sleep(&bridge, SHORT).await?;
            times.borrow_mut().push(bridge.now());
            line.host.set_clock_back(Duration::ZERO)?;
        }
    }
    let times = times.into_inner();
    must(times.is_sorted(), || format!("the clock has told {times:?}, one after another"))
}

pub(super) async fn never_inside(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.host.bridge();
    for delay in [Duration::ZERO, SHORT] {
        let (wake, woken) = alarm();
        bridge.wake_after(delay, wake);
        must(woken.take().is_none(), || format!("a timer of {delay:?} rang before it was set"))?;
        woken.arrival(|| bridge.pump()).await?;
    }
    Ok(())
}

pub(super) async fn once(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.host.bridge();
    let rung = Rc::new(Cell::new(0));
    for delay in [Duration::ZERO, SHORT] {
        let rung = rung.clone();
        bridge.wake_after(delay, Box::new(move || rung.set(rung.get() + 1)));
    }
    for _ in 0..3 {
        sleep(&bridge, SHORT * 2).await?;
    }
    expect("how often two timers rang", &rung.get(), &2)
}

pub(super) async fn from_inside(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = Rc::new(line.host.bridge());
    let (wake, woken) = alarm();
    let inside = bridge.clone();
    bridge.wake_after(SHORT, Box::new(move || inside.wake_after(SHORT, wake)));
    woken.arrival(|| bridge.pump()).await
}

pub(super) async fn pumped(line: &mut Line<'_, impl Host>) -> Check {
    let bridge = line.host.bridge();
    sleep(&bridge, SHORT).await?;
    let ends = (0..MOST_THAT_WAITS).any(|_| !bridge.pump());
    must(ends, || format!("nothing waits to happen, and {MOST_THAT_WAITS} times something did"))
}

pub(super) async fn random(line: &mut Line<'_, impl Host>) -> Check {
    let bridges = [line.host.bridge(), line.host.bridge()];
    let drawn: BTreeSet<_> = (0..500).flat_map(|_| bridges.each_ref().map(HostBridge::random)).collect();
    expect("how many of 1,000 draws are different", &drawn.len(), &1000)
}
