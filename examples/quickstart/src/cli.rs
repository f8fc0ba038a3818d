//! The command line.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use clap::Parser;
use purchasable::{HostFault, Item, OrdersFault};

use crate::items::EVERYTHING;
use crate::timeline::print_line;

/// Plays a short session against a simulated TikTok and prints every call to the host, with the wallet beside it.
///
/// Without options it tells a story: bought at once; topped up, then bought; cancelled; declined; outcome unknown, then
/// found paid; and an item that is bought once, bought twice. Exits with an error when what was charged and what was
/// granted disagree.
#[derive(Debug, Parser)]
#[command(name = "quickstart")]
pub struct Args {
    /// Beans in the wallet at the start.
    #[arg(long, default_value_t = 500, allow_negative_numbers = true)]
    pub balance: u32,
    /// Buy this item instead of playing the story; `--list` shows the skus.
    #[arg(long, value_name = "SKU")]
    item: Option<String>,
    /// Let this go wrong once, while the sword, or the item of `--item`, is bought; `--list` shows the names.
    #[arg(long, value_name = "NAME")]
    fault: Option<String>,
    /// Play a dozen purchases in which things go wrong by chance; the same number gives the same session.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["item", "fault"])]
    pub seed: Option<u64>,
    /// Write down what happened in the last purchase, as for a bug report.
    #[arg(long, value_name = "FILE", conflicts_with = "list")]
    pub trace: Option<PathBuf>,
    /// Play a purchase again that was written down, step by step, and buy nothing. Exits with an error when this build ends
    /// it otherwise.
    #[arg(long, value_name = "FILE", exclusive = true)]
    pub replay: Option<PathBuf>,
    /// List the items and the faults, and buy nothing.
    #[arg(long)]
    list: bool,
}

/// What to play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    List,
    Story,
    One(&'static Item, Option<Fault>),
    Random,
}

/// Something that goes wrong once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    Host(HostFault),
    Orders(OrdersFault),
}

impl Args {
    pub fn mode(&self) -> Result<Mode> {
        if self.list {
            return Ok(Mode::List);
        }
        if self.seed.is_some() {
            return Ok(Mode::Random);
        }
        let fault = self.fault.as_deref().map(parse_fault).transpose()?;
        match (&self.item, fault) {
            (None, None) => Ok(Mode::Story),
            (None, fault) => Ok(Mode::One(crate::items::SteelSword::ITEM, fault)),
            (Some(sku), fault) => Ok(Mode::One(find_item(sku)?, fault)),
        }
    }
}

pub fn print_list() {
    print_line("Items (--item SKU):");
    for item in EVERYTHING.items() {
        let once = if item.once() { ", once" } else { "" };
        print_line(format_args!("  {:<24} {} for {}{once}", item.sku(), item.name(), item.beans()));
    }
    print_line("\nFaults of the host (--fault NAME):");
    for fault in HostFault::ALL {
        print_line(format_args!("  {:<24} {}", fault.name(), fault.description()));
    }
    print_line("\nFaults of the game's backend (--fault NAME):");
    for fault in OrdersFault::ALL {
        print_line(format_args!("  {:<24} {}", fault.name(), fault.description()));
    }
}

fn find_item(sku: &str) -> Result<&'static Item> {
    EVERYTHING.get(sku).ok_or_else(|| {
        let skus: Vec<_> = EVERYTHING.items().map(Item::sku).collect();
        anyhow!("the game sells no `{sku}`; it sells {}", skus.join(", "))
    })
}

fn parse_fault(name: &str) -> Result<Fault> {
    let host = name.parse().map(Fault::Host);
    let orders = name.parse().map(Fault::Orders);
    host.or(orders).map_err(|_| anyhow!("there is no fault `{name}`; `--list` shows them all"))
}
