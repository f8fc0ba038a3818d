//! A player at the game: buys, grants, recovers, and prints what happens.

use std::convert::Infallible;
use std::time::Duration;

use anyhow::{Context, Result};
use purchasable::{
    Granted, MemoryJournal, Purchasable, Purchase, PurchaseError, Receipt, Shop, SimulatedTikTok, Trace, poll_now,
};

use crate::audit;
use crate::cli::Fault;
use crate::game::Inventory;
use crate::items::{EVERYTHING, TIERS};
use crate::timeline::{Timeline, print_line, print_scene, say};

/// How often things go wrong by chance.
const FAULT_RATE: f64 = 0.2;

pub struct Session {
    tiktok: SimulatedTikTok,
    journal: MemoryJournal,
    shop: Shop,
    inventory: Inventory,
    timeline: Timeline,
    last_trace: Option<Trace>,
}

impl Session {
    pub fn new(balance: u32, seed: Option<u64>) -> Self {
        let tiktok = SimulatedTikTok::new().with_balance(balance).with_tiers(TIERS).selling(EVERYTHING.items());
        let tiktok = match seed {
            Some(seed) => tiktok.with_seed(seed).with_random_faults(FAULT_RATE),
            None => tiktok,
        };
        let journal = MemoryJournal::new();
        let shop = Shop::new(tiktok.clone(), tiktok.orders(), journal.clone());
        print_line(format_args!("The wallet holds {}.", tiktok.balance()));
        Self { tiktok, journal, shop, inventory: Inventory::default(), timeline: Timeline::default(), last_trace: None }
    }

    pub fn fail_next(&self, fault: Fault) {
        match fault {
            Fault::Host(fault) => self.tiktok.fail_next(fault),
            Fault::Orders(fault) => self.tiktok.fail_next_order(fault),
        }
    }

    pub fn has_charged_twice(&self) -> bool {
        !self.tiktok.ledger().double_charges().is_empty()
    }

    /// A purchase as a frame loop makes it: polled until it is over, the news printed in between.
    pub fn buy<T: Purchasable>(&mut self, mut purchase: Purchase<T>) -> Result<(), PurchaseError> {
        let bought = self.play(&mut purchase);
        self.last_trace = purchase.trace().or(self.last_trace.take());
        match bought {
            Ok(receipt) => {
                self.grant(receipt);
                Ok(())
            }
            Err(error) => {
                say(&error.to_string());
                Err(error)
            }
        }
    }

    /// What happened in the last purchase that began.
    pub fn last_trace(&self) -> Option<&Trace> {
        self.last_trace.as_ref()
    }

    pub fn shop(&self) -> &Shop {
        &self.shop
    }

    /// Time passes with nobody at the game.
    pub fn wait(&mut self, time: Duration) {
        self.tiktok.advance(time);
        self.timeline.print_news(&self.tiktok);
    }

    /// The page is loaded anew: what was in memory is gone, the journal is not.
    pub fn reload(&mut self) {
        self.shop = Shop::new(self.tiktok.clone(), self.tiktok.orders(), self.journal.clone());
        say("the page is reloaded");
    }

    /// What a game does at its start.
    pub fn recover(&mut self) {
        let recovery = match self.play(self.shop.recover()) {
            Ok(recovery) => recovery,
            Err(error) => return say(&error.to_string()),
        };
        if let Some(error) = recovery.journal {
            say(&error.to_string());
        }
        for receipt in recovery.receipts {
            say(&format!("found: {} was paid", receipt.order().sku()));
            self.grant(receipt);
        }
        for refund in recovery.refunds {
            let sku = refund.order().sku().to_owned();
            let settled = self.play(Box::pin(refund.settle(async |_| Ok::<_, Infallible>(()))));
            match settled {
                Ok(()) => say(&format!("{sku} was paid back; the game takes it away")),
            }
        }
    }

    /// Ends the session: nothing goes wrong any more, what is late arrives, and the books are compared.
    pub fn close(mut self) -> Result<()> {
        self.tiktok = self.tiktok.clone().with_random_faults(0.0);
        print_scene("The next day");
        self.wait(Duration::from_secs(24 * 3600));
        self.reload();
        say("the game looks for what was left behind");
        self.recover();
        let charged = audit::compare(&self.tiktok.ledger(), self.inventory.granted())
            .context("what was charged and what was granted disagree")?;
        print_line(format_args!(
            "\nCharged and granted agree: {charged} Beans, orders granted: {}.",
            self.inventory.granted().count()
        ));
        print_line(format_args!("The wallet holds {}.", self.tiktok.balance()));
        Ok(())
    }

    fn grant<T>(&mut self, receipt: Receipt<T>) {
        let sku = receipt.order().sku().to_owned();
        let mut inventory = std::mem::take(&mut self.inventory);
        let grant = receipt.grant(async |_value, order| {
            inventory.add(order, &sku);
            // A real game saves here, and answers `Ok` only when it has.
            Ok::<_, Infallible>(())
        });
        let granted = self.play(Box::pin(grant));
        self.inventory = inventory;
        match granted {
            Ok(Granted::Now) => say(&format!("the player has {sku}")),
            Ok(Granted::Before) => say(&format!("the player had {sku} already")),
            Err(error) => say(&error.to_string()),
        }
    }

    fn play<F: Future + Unpin>(&mut self, mut future: F) -> F::Output {
        loop {
            let output = poll_now(&mut future);
            self.timeline.print_news(&self.tiktok);
            if let Some(output) = output {
                return output;
            }
        }
    }
}
