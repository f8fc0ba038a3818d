//! What a cell holds, without a borrow that could fail.

use std::cell::Cell;

/// Lets `change` work on what is in the cell. It must not call anybody: they would find the cell empty, and what they put in
/// would be lost.
pub(crate) fn with<T: Default, R>(cell: &Cell<T>, change: impl FnOnce(&mut T) -> R) -> R {
    let mut value = cell.take();
    let result = change(&mut value);
    cell.set(value);
    result
}

/// What is in the cell, which it stays in.
pub(crate) fn look<T: Clone + Default>(cell: &Cell<T>) -> T {
    with(cell, |value| value.clone())
}
