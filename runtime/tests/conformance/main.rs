//! The project's own implementations do what they have to, and the suite sees every one that does not.

mod broken;
mod harness;
mod host_only;
mod own;
mod report;
mod woken;

use std::future::Future;
use std::pin::pin;

use purchasable::poll_now;

/// Polls until the run is done. A run that never ends is a failure, not a hanging test.
#[track_caller]
fn finish<F: Future>(run: F) -> F::Output {
    let mut run = pin!(run);
    for _ in 0..100_000 {
        if let Some(output) = poll_now(&mut run) {
            return output;
        }
    }
    panic!("the run made no progress in 100,000 polls");
}
