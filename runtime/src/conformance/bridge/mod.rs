//! What a [`HostBridge`](crate::HostBridge) has to do.

mod answering;
mod calling;
mod host;
mod line;
mod odd;
mod time;

pub use host::{Host, Way};

use super::Report;
use super::check::behaviours;
use line::Line;

/// Tries a [`HostBridge`](crate::HostBridge) on a host that does what it is told.
///
/// An answer that never comes, and whose reply is kept all the same, keeps this waiting for ever, and so does a timer that never
/// rings. Whoever polls it may stop, and [`Host::begin`] has told which behaviour it was at.
pub async fn bridge(host: &mut impl Host) -> Report {
    let mut report = Report::of("bridge");
    run(&mut Line::new(host), &mut report).await;
    report
}

behaviours! {
    /// What a [`HostBridge`](crate::HostBridge) has to do.
    BRIDGE by run(line: Line<'_, impl Host>).await;
    "H1" calling::offered "What is offered can be called."
    "H2" calling::not_offered "What is not offered is answered with `Unavailable`, and is not called."
    "H3" calling::no_host "Without a host nothing is offered, and every call is answered with `Unavailable`."
    "H4" calling::offer_is_free "Asking what is offered calls nothing, and says the same again."
    "H5" answering::login "A login is answered with a code."
    "H6" answering::check_balance "The wallet holds what it holds, and not one Bean more."
    "H7" answering::recharge "A top-up is answered with `Done`."
    "H8" answering::pay "A payment is answered with `Done`."
    "H9" answering::open_balance "The wallet page is answered with `Done`."
    "H10" answering::cancelled "A panel that the player closes is answered with `Cancelled`."
    "H11" answering::failed "A failure keeps its code, its message, and the whole answer."
    "H12" answering::malformed "An answer in no known shape is `Malformed`, and kept."
    "H13" answering::threw "A call that throws is answered with `Threw`."
    "H14" odd::answered_twice "Of two answers the first one counts, and the next call has an answer of its own."
    "H15" odd::success_then_failure "A failure after a success changes nothing."
    "H16" odd::mute "A call that is never answered settles nothing, and later calls work."
    "H17" odd::late "A late answer arrives, and belongs to its call."
    "H18" odd::at_once "Of several calls at once, each has the answer to what it asked."
    "H19" odd::from_inside "A call can be made from inside an answer."
    "H20" odd::dropped "A bridge that is dropped with an open call harms nobody."
    "H21" time::forward "The clock never goes back, not even when the device's clock is set."
    "H22" time::never_inside "`wake_after` never wakes inside itself, however short the delay is."
    "H23" time::once "A timer wakes, and once."
    "H24" time::from_inside "A timer can be set from inside a timer."
    "H25" time::pumped "Pumping comes to an end when nothing waits to happen."
    "H26" time::random "Random bits do not repeat, in one bridge or in two."
}
