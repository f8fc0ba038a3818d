//! For each behaviour an implementation that breaks it. The suite has to say so.

mod bridge;
mod host;
mod journal;
mod orders;
mod session;

use purchasable::conformance::{Behaviour, Report};

/// Each of these behaviours has an implementation that breaks it, and is seen to be broken by it.
#[track_caller]
fn each_is_seen<B: Copy>(behaviours: &[Behaviour], broken: &[(&str, B)], run: impl Fn(B) -> Report) {
    for (number, bend) in broken {
        let report = run(*bend);
        assert!(report.broken().any(|broken| broken == *number), "{number} is not seen to be broken:\n{report}");
    }
    for behaviour in behaviours {
        let is_tried = broken.iter().any(|(number, _)| *number == behaviour.number());
        assert!(is_tried, "nothing breaks {behaviour}");
    }
}
