//! What waits for JavaScript, by a number that JavaScript can be given.

use core::cell::Cell;

use crate::cell::with;

/// A place is taken again once what was in it is taken out, so that there are never more than wait at a time.
pub(crate) struct Waiting<T>(Cell<Vec<Option<T>>>);

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self(Cell::default())
    }
}

impl<T> Waiting<T> {
    /// Gives the place.
    pub(crate) fn add(&self, waiter: T) -> usize {
        with(&self.0, |all| {
            let free = all.iter().position(Option::is_none);
            let place = free.unwrap_or_else(|| {
                all.push(None);
                all.len() - 1
            });
            if let Some(free) = all.get_mut(place) {
                *free = Some(waiter);
            }
            place
        })
    }

    pub(crate) fn take(&self, place: usize) -> Option<T> {
        with(&self.0, |all| all.get_mut(place).and_then(Option::take))
    }
}
