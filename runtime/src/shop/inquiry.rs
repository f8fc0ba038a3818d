//! A few questions, one after another, as a future.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use super::Inner;
use super::asking::{Asking, Question, ask};
use crate::AnyAnswer;

/// What to ask next depends on what has been answered.
pub(super) trait Inquiry: Unpin {
    type Outcome;

    fn shop(&self) -> &Rc<Inner>;

    /// The next question, or the outcome when there is none left to ask.
    fn next(&mut self) -> Result<Question, Self::Outcome>;

    /// Takes in the answer to the question before.
    fn hear(&mut self, answer: AnyAnswer);
}

/// An inquiry under way.
pub(super) struct Inquiring<I> {
    pub(super) inquiry: I,
    asking: Option<Asking>,
}

impl<I: Inquiry> Inquiring<I> {
    pub(super) fn new(inquiry: I) -> Self {
        Self { inquiry, asking: None }
    }
}

impl<I: Inquiry> Future for Inquiring<I> {
    type Output = I::Outcome;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<I::Outcome> {
        let Self { inquiry, asking } = self.get_mut();
        loop {
            if let Some(asked) = asking {
                let answer = ready!(Pin::new(asked).poll(cx));
                *asking = None;
                inquiry.hear(answer);
            }
            match inquiry.next() {
                Ok(question) => *asking = Some(ask(inquiry.shop(), question)),
                Err(outcome) => return Poll::Ready(outcome),
            }
        }
    }
}
