//! The way back for an answer: settled once, by whoever was asked.

use core::fmt;

/// Where the answer to one question goes.
///
/// [`settle`](Reply::settle) consumes it, so a question cannot be answered twice. Dropping it means that the answer
/// never comes; every question asked by this crate has a deadline, so nothing waits for ever.
#[must_use = "a reply that is dropped leaves its question unanswered; call `settle`"]
pub struct Reply<T>(Box<dyn FnOnce(T)>);

impl<T> Reply<T> {
    /// A reply that hands the answer to `receive`.
    pub fn new(receive: impl FnOnce(T) + 'static) -> Self {
        Self(Box::new(receive))
    }

    /// Gives the answer. It may be given inside the call that asked, or at any time after it.
    pub fn settle(self, answer: T) {
        (self.0)(answer);
    }
}

impl<T> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reply")
    }
}
