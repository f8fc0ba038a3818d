//! `cargo xtask play`: the web game in a browser, with its backend and TikTok on a desk, built anew whenever it changes.

mod shop;

use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use crate::setup::{WasmBuild, WasmOpt};
use crate::site::{self, Build, Server};
use crate::step::step;
use crate::workspace::Workspace;
use shop::Shop;

/// Editors write a file in several steps; what comes within this time is one change.
const ONE_CHANGE: Duration = Duration::from_millis(300);

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Serve on this port, in place of a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    #[command(flatten)]
    wasm: WasmArgs,
    /// Open no browser
    #[arg(long)]
    no_open: bool,
    /// Build, say where the files are, and serve nothing
    #[arg(long)]
    build_only: bool,
}

#[derive(clap::Args)]
struct WasmArgs {
    /// Build as the game is shipped: slower to build, and small
    #[arg(long)]
    shipped: bool,
    /// Build without bulk memory and reference types, for a runtime that lacks them
    #[arg(long)]
    lowered: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let workspace = Workspace::load()?;
    let tools = WasmBuild::set_up(&workspace)?;
    let WasmArgs { shipped, lowered } = args.wasm;
    let optimizer = (shipped || lowered).then(|| WasmOpt::set_up(&workspace)).transpose()?;
    let build = Build { shrink: optimizer.as_ref().filter(|_| shipped), lower: optimizer.as_ref().filter(|_| lowered) };
    let build_site = || {
        step("game", "compile it to wasm, and put it together with its page", || site::build(&workspace, &tools, build))
    };

    let folder = build_site()?;
    if args.build_only {
        println!("\nThe game is in {}", folder.display());
        return Ok(());
    }
    let (sender, events) = channel();
    let _watcher = watch(&workspace, sender.clone())?;
    end_with(sender)?;
    let mut shop = Shop::open(&workspace)?;
    let server = Server::start(folder, args.port)?;
    let address = tell_addresses(server.address(), &shop);
    if !args.no_open {
        open_browser(&address);
    }
    while let Ok(Event::Change) = events.recv() {
        match build_site().and_then(|_| shop.renew(&workspace)) {
            Ok(()) => println!("Reload {address}"),
            // The compiler has said what is wrong; the last good build stays.
            Err(error) => println!("    {error:#}"),
        }
    }
    Ok(())
}

/// Gives that of the game.
fn tell_addresses(game: &str, shop: &Shop) -> String {
    let (tiktok, backend) = (shop.tiktok(), shop.backend());
    // The stand-in is the point here: outside TikTok there is no other wallet. It pays at TikTok on a desk.
    let address = format!("{game}?stand-in&tiktok={tiktok}&backend={backend}");
    println!("\nPlay at        {address}\nTikTok's desk  {tiktok}/\nBackend        {backend}");
    println!("{game}?stand-in is the game without these two, {game} that in a plain browser; Ctrl-C ends all");
    address
}

fn open_browser(address: &str) {
    if let Err(error) = open::that_detached(address) {
        println!("(no browser could be opened: {error})");
    }
}

/// What there is to wait for.
enum Event {
    /// Something that the game is built from has changed.
    Change,
    /// The player has had enough.
    End,
}

/// Whatever was started has to end with this task, which is not the case when a signal ends it.
fn end_with(events: Sender<Event>) -> Result<()> {
    // Nobody listens any more once the task ends.
    ctrlc::set_handler(move || drop(events.send(Event::End))).context("Ctrl-C cannot be heard")
}

/// Sends a message for each change of what the game is built from.
fn watch(workspace: &Workspace, events: Sender<Event>) -> Result<Debouncer<RecommendedWatcher, RecommendedCache>> {
    let seen = move |seen: DebounceEventResult| {
        if seen.is_ok_and(|seen| seen.iter().any(|event| is_change(event.kind))) {
            // Nobody listens any more once the task ends.
            let _ = events.send(Event::Change);
        }
    };
    let mut watcher = new_debouncer(ONE_CHANGE, None, seen).context("changes cannot be watched on this machine")?;
    for folder in site::sources(workspace) {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    Ok(watcher)
}

/// A build reads every file that is watched, and must not be the reason for the next.
fn is_change(kind: EventKind) -> bool {
    kind.is_create() || kind.is_modify() || kind.is_remove()
}

#[cfg(test)]
mod tests {
    use notify_debouncer_full::notify::event::{AccessKind, CreateKind, ModifyKind, RemoveKind};

    use super::*;

    #[test]
    fn reading_a_file_is_no_change() {
        assert!(!is_change(EventKind::Access(AccessKind::Any)));
        for kind in
            [EventKind::Create(CreateKind::Any), EventKind::Modify(ModifyKind::Any), EventKind::Remove(RemoveKind::Any)]
        {
            assert!(is_change(kind));
        }
    }
}
