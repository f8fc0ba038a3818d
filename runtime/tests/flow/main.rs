//! The flow alone: events in, commands out, no host and no clock.

mod bench;
mod confirming;
mod ordering;
mod settling;
mod stopping;
mod topping_up;
mod waiting;
