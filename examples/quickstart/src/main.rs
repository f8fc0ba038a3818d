//! A short game session that buys from a simulated TikTok: no browser, no network, and the same every time.

mod audit;
mod cli;
mod game;
mod items;
mod replay;
mod scenes;
mod session;
mod timeline;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use cli::{Args, Mode};
use session::Session;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quickstart: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<()> {
    if let Some(file) = &args.replay {
        return replay::play(file);
    }
    let mode = args.mode()?;
    if mode == Mode::List {
        cli::print_list();
        return Ok(());
    }
    let mut session = Session::new(args.balance, args.seed);
    let played = match mode {
        Mode::Story => scenes::story(&mut session),
        Mode::Random => scenes::random(&mut session),
        Mode::One(item, fault) => {
            scenes::one(&mut session, item, fault);
            Ok(())
        }
        Mode::List => Ok(()),
    };
    // What went wrong is what one wants to see again.
    let written = args.trace.as_ref().map(|file| replay::write(session.last_trace(), file));
    let closed = session.close();
    played.and(closed).and(written.unwrap_or(Ok(())))
}
