//! Waiting for something that somebody else brings: an answer, or the time.

use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::cell::Cell;
use std::rc::Rc;

use super::check::{Check, saw};
use crate::{AnyAnswer, Reply};

/// The place where one thing arrives.
pub(super) struct Waiting<T>(Rc<Place<T>>);

struct Place<T> {
    thing: Cell<Option<T>>,
    /// It has arrived, or nobody is left who could bring it.
    is_over: Cell<bool>,
    waker: Cell<Option<Waker>>,
    /// What to say when it never arrives.
    never: &'static str,
}

/// The way to the place. When it is dropped, nothing arrives any more.
struct Way<T>(Rc<Place<T>>);

/// A question and the place of its answer.
pub(super) fn question<T>() -> (Reply<T>, Waiting<T>)
where
    T: TryFrom<AnyAnswer> + 'static,
{
    let (way, waiting) = way("the question was dropped without an answer");
    (Reply::new(move |answer| way.bring(answer)), waiting)
}

/// Something to call when it is time, and the place where that is seen.
pub(super) fn alarm() -> (Box<dyn FnOnce()>, Waiting<()>) {
    let (way, waiting) = way("a timer was dropped, and never rang");
    (Box::new(move || way.bring(())), waiting)
}

fn way<T>(never: &'static str) -> (Way<T>, Waiting<T>) {
    let place = Rc::new(Place { thing: Cell::new(None), is_over: Cell::default(), waker: Cell::default(), never });
    (Way(place.clone()), Waiting(place))
}

impl<T> Way<T> {
    fn bring(self, thing: T) {
        self.0.thing.set(Some(thing));
    }
}

impl<T> Drop for Way<T> {
    fn drop(&mut self) {
        self.0.is_over.set(true);
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }
}

impl<T> Waiting<T> {
    /// What has arrived so far.
    pub(super) fn take(&self) -> Option<T> {
        self.0.thing.take()
    }

    /// Waits for it, and lets things happen meanwhile.
    pub(super) async fn arrival(&self, mut pump: impl FnMut() -> bool) -> Check<T> {
        let arrived = poll_fn(|cx| {
            if self.0.is_over.get() {
                return Poll::Ready(self.take());
            }
            self.0.waker.set(Some(cx.waker().clone()));
            if pump() {
                cx.waker().wake_by_ref();
            }
            Poll::Pending
        });
        arrived.await.ok_or_else(|| saw(self.0.never))
    }
}
