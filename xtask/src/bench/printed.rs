//! What a benchmark has printed that is a program of its own: a name and a number a line.

use anyhow::{Result, ensure};

/// The numbers on the lines that start with this name.
pub(super) fn values(printed: &str, name: &str) -> Result<Vec<f64>> {
    let numbers = printed.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let values = numbers.map(str::parse).collect::<Result<Vec<f64>, _>>()?;
    ensure!(!values.is_empty(), "the benchmark printed no `{name}`, but:\n{printed}");
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "purchases_a_second 300000\npurchases_a_second 400000\nallocations_a_purchase 12";

    #[test]
    fn every_round_is_read() {
        assert_eq!(values(PRINTED, "purchases_a_second").unwrap(), [300_000.0, 400_000.0]);
    }

    #[test]
    fn a_number_that_was_not_printed_is_an_error() {
        let error = values(PRINTED, "bytes_a_purchase").unwrap_err().to_string();
        assert!(error.starts_with("the benchmark printed no `bytes_a_purchase`"));
    }
}
