//! Taking things out of short lists whose order does not matter.

use core::mem;

/// Takes out one that is wanted; the last takes its place.
///
/// `swap_remove` panics where there is nothing at its index, and the text of that panic is in every game that calls it.
pub(crate) fn take_one<T>(list: &mut Vec<T>, wanted: impl FnMut(&T) -> bool) -> Option<T> {
    let at = list.iter().position(wanted)?;
    let end = list.pop()?;
    match list.get_mut(at) {
        Some(taken) => Some(mem::replace(taken, end)),
        None => Some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_wanted_is_taken_wherever_it_stands() {
        for wanted in 1..=3 {
            let mut list = vec![1, 2, 3];
            assert_eq!(take_one(&mut list, |item| *item == wanted), Some(wanted));
            assert!(list.len() == 2 && !list.contains(&wanted), "{list:?}");
        }
        assert_eq!(take_one(&mut vec![1], |item| *item == 2), None);
        assert_eq!(take_one(&mut Vec::<u8>::new(), |_| true), None);
    }
}
