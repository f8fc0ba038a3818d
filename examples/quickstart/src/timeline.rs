//! Prints what has happened since it was last asked: the time, the wallet after it, and what it was.

use std::fmt::Display;
use std::io::{self, Write};

use purchasable::{Fact, LedgerEntry, Question, SimulatedTikTok};

/// A line of the output. Once nobody reads it any more, there is nothing left to play for.
pub fn print_line(line: impl Display) {
    if writeln!(io::stdout(), "{line}").is_err() {
        std::process::exit(0);
    }
}

/// The title of what is played next.
pub fn print_scene(title: &str) {
    print_line(format_args!("\n{title}"));
}

/// What the player sees.
pub fn say(words: &str) {
    print_line(format_args!("  → {words}"));
}

#[derive(Debug, Default)]
pub struct Timeline {
    printed: usize,
}

impl Timeline {
    pub fn print_news(&mut self, tiktok: &SimulatedTikTok) {
        let entries = tiktok.ledger().entries();
        for entry in entries.iter().skip(self.printed).filter(|entry| is_news(entry)) {
            let LedgerEntry { at, balance, fact } = entry;
            print_line(format_args!("  {:>8.2} s  {:>6} Beans  {fact}", at.as_secs_f64(), balance.0));
        }
        self.printed = entries.len();
    }
}

/// Of the questions to the backend only those that change something there.
fn is_news(entry: &LedgerEntry) -> bool {
    !matches!(&entry.fact, Fact::Asked(Question::Player | Question::Status(_) | Question::Open | Question::Report(..)))
}
