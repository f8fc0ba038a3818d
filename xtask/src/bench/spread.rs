//! What repeated measurements agree on.

use std::fmt;

/// The median of some measurements, with the lowest and the highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    lowest: f64,
    highest: f64,
}

impl Spread {
    /// # Panics
    ///
    /// When there are no measurements.
    pub(super) fn of(measurements: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<_> = measurements.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        let median =
            if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) };
        Self { median, lowest: sorted[0], highest: sorted[sorted.len() - 1] }
    }
}

/// As `0.42 (0.40 to 0.45)`.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, lowest, highest } = self;
        let digits = f.precision().unwrap_or(2);
        write!(f, "{median:.digits$} ({lowest:.digits$} to {highest:.digits$})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_of_an_odd_number() {
        assert_eq!(Spread::of([3.0, 1.0, 9.0]), Spread { median: 3.0, lowest: 1.0, highest: 9.0 });
    }

    #[test]
    fn the_median_is_between_the_middle_two_of_an_even_number() {
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 9.0]), Spread { median: 3.0, lowest: 1.0, highest: 9.0 });
    }

    #[test]
    fn it_reads_as_the_median_and_the_ends() {
        let spread = Spread::of([1.0, 2.0, 3.0]);
        assert_eq!(spread.to_string(), "2.00 (1.00 to 3.00)");
        assert_eq!(format!("{spread:.0}"), "2 (1 to 3)");
    }
}
