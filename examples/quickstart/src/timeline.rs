//! Prints what has happened since it was last asked: the time, the wallet after it, and what it was.

use purchasable::{Fact, LedgerEntry, Question, SimulatedTikTok};

/// The title of what is played next.
pub fn print_scene(title: &str) {
    println!("\n{title}");
}

/// What the player sees.
pub fn say(words: &str) {
    println!("  → {words}");
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
            println!("  {:>8.2} s  {:>6} Beans  {fact}", at.as_secs_f64(), balance.0);
        }
        self.printed = entries.len();
    }
}

/// Of the questions to the backend only those that change something there.
fn is_news(entry: &LedgerEntry) -> bool {
    !matches!(&entry.fact, Fact::Asked(Question::Player | Question::Status(_) | Question::Open | Question::Report(..)))
}
