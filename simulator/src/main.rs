//! TikTok on a desk, as a program: `cargo run -p purchasable-simulator`.

mod options;
mod welcome;

use std::{
    io::{self, ErrorKind},
    net::{Ipv4Addr, SocketAddr},
    process::ExitCode,
};

use clap::Parser;
use purchasable_simulator::{Settings, Simulator};

use crate::{options::Options, welcome::welcome};

const USUAL_PORT: u16 = 4180;
const PORTS_TO_TRY: u16 = 20;

fn main() -> ExitCode {
    let options = match Options::try_parse() {
        Ok(options) => options,
        Err(error) if error.use_stderr() => return fail(&in_one_line(&error)),
        // Help or the version was asked for.
        Err(answer) => answer.exit(),
    };
    let listen = options.listen;
    let settings = options.settings();
    match start(listen, &settings) {
        Ok(simulator) => {
            println!("{}", welcome(&simulator, &settings));
            simulator.wait();
            ExitCode::FAILURE
        }
        Err(error) => fail(&error),
    }
}

fn start(listen: Option<SocketAddr>, settings: &Settings) -> Result<Simulator, String> {
    let at = |listen| Simulator::start(Settings { listen, ..settings.clone() });
    if let Some(address) = listen {
        return at(address).map_err(|error| cannot_start(address, &error));
    }
    let addresses = (USUAL_PORT..USUAL_PORT + PORTS_TO_TRY).map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    for address in addresses {
        match at(address) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            outcome => return outcome.map_err(|error| cannot_start(address, &error)),
        }
    }
    Err(format!(
        "error: ports {USUAL_PORT} to {} are all taken; choose another with --listen",
        USUAL_PORT + PORTS_TO_TRY - 1
    ))
}

fn cannot_start(address: SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::InvalidInput => format!("error: {error}"),
        _ => format!("error: cannot listen on {address}: {error}; choose another address with --listen"),
    }
}

fn in_one_line(error: &clap::Error) -> String {
    let text = error.to_string();
    format!("{}; --help lists the options", text.lines().next().unwrap_or_default())
}

fn fail(line: &str) -> ExitCode {
    eprintln!("{line}");
    ExitCode::from(2)
}
