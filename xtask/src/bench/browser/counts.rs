//! What each client asks of its page for one purchase.

use std::fmt::Display;

use anyhow::{Result, ensure};

use super::CLIENTS;
use crate::bench::printed::values;

/// With more or fewer of these, one client would not do the work of the others.
const SAME_FOR_ALL: [&str; 4] = ["calls", "questions", "reports", "writes"];
/// These are each client's own affair.
const OWN_AFFAIR: [&str; 3] = ["reads", "canIUse", "timers"];

pub(super) fn print(printed: &str) -> Result<()> {
    let columns = [&SAME_FOR_ALL[..], &OWN_AFFAIR].concat();
    println!("\n{}", row("a purchase", &columns));
    for (client, name) in CLIENTS {
        let counts = columns.iter().map(|column| count(printed, client, column)).collect::<Result<Vec<_>>>()?;
        println!("{}", row(name, &counts));
    }
    println!("(calls of the host, questions and reports to the backend, writes and reads of the journal;");
    println!("DESIGN.md says why the last three may differ)");
    SAME_FOR_ALL.into_iter().try_for_each(|column| expect_same(printed, column))
}

fn row(name: &str, cells: &[impl Display]) -> String {
    cells.iter().fold(format!("{name:<24}"), |row, cell| format!("{row}{cell:>11}"))
}

fn expect_same(printed: &str, column: &str) -> Result<()> {
    let counts = CLIENTS.iter().map(|(client, _)| count(printed, client, column)).collect::<Result<Vec<_>>>()?;
    let same = counts.iter().all(|count| (count - counts[0]).abs() < f64::EPSILON);
    ensure!(same, "the clients do not do the same work: their {column} are {counts:?}, and their times say nothing");
    Ok(())
}

fn count(printed: &str, client: &str, column: &str) -> Result<f64> {
    Ok(values(printed, &format!("{client} {column}"))?[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_leaves_a_step_out_is_refused() {
        let same = "ours writes 4\njavascript writes 4\nwasm writes 4";
        assert!(expect_same(same, "writes").is_ok());
        let error = expect_same(&same.replace("ours writes 4", "ours writes 3"), "writes").unwrap_err().to_string();
        assert!(error.contains("their writes are [3.0, 4.0, 4.0]"), "{error}");
    }
}
