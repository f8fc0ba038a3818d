//! `cargo xtask play`: the web game in a browser, built anew whenever it changes.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use crate::setup::{WasmBuild, WasmOpt};
use crate::site::{self, Build, Server};
use crate::step::step;
use crate::workspace::Workspace;

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
    let server = Server::start(folder, args.port)?;
    // The stand-in is the point here: outside TikTok there is no other wallet.
    let address = format!("{}?stand-in", server.address());
    println!("\nPlay at {address}\n(without `?stand-in`, as in a plain browser; Ctrl-C ends)");
    if !args.no_open {
        open_browser(&address);
    }
    let (_watcher, changes) = watch(&workspace)?;
    while changes.recv().is_ok() {
        match build_site() {
            Ok(_) => println!("Reload {address}"),
            // The compiler has said what is wrong; the last good build stays.
            Err(error) => println!("    {error:#}"),
        }
    }
    Ok(())
}

fn open_browser(address: &str) {
    if let Err(error) = open::that_detached(address) {
        println!("(no browser could be opened: {error})");
    }
}

/// Sends a message for each change of what the game is built from.
fn watch(workspace: &Workspace) -> Result<(Debouncer<RecommendedWatcher, RecommendedCache>, Receiver<()>)> {
    let (sender, receiver) = channel();
    let seen = move |events: DebounceEventResult| {
        if events.is_ok_and(|events| events.iter().any(|event| is_change(event.kind))) {
            // Nobody listens any more once the task ends.
            let _ = sender.send(());
        }
    };
    let mut watcher = new_debouncer(ONE_CHANGE, None, seen).context("changes cannot be watched on this machine")?;
    for folder in site::sources(workspace) {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    Ok((watcher, receiver))
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
