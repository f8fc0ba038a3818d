//! The server as a program.

mod app;
mod export;
mod serve;
mod settings;
mod welcome;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use purchasable::Catalog;

use crate::{Grant, http};
use export::Format;
use settings::{Given, Problems, Settings};

/// The order backend of a game that sells for TikTok Beans. Without any setting it starts with a simulated TikTok, and with
/// its orders in memory.
#[derive(Debug, Parser)]
#[command(version, after_help = settings::HELP)]
struct Arguments {
    /// A TOML file with settings; what is set in the environment counts more
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints what is sold, for programs in other languages
    Catalog {
        /// How it is written
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
    },
    /// Prints all that the server answers, as an OpenAPI document
    Openapi,
}

/// Runs the server as a program, with its arguments and its environment. Players' inventories are with the clients, unless
/// there is a `grant`. A game of its own has this as its whole `main`:
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use purchasable::{Catalog, catalog, purchasable};
///
/// #[purchasable(beans = 500)]
/// struct SteelSword;
///
/// static SHOP: Catalog = catalog![SteelSword];
///
/// fn main() -> ExitCode {
///     purchasable_server::run(&SHOP, None)
/// }
/// ```
#[must_use]
pub fn run(catalog: &'static Catalog, grant: Option<Arc<dyn Grant>>) -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::Catalog { format }) => {
            print!("{}", export::export(catalog, format));
            return ExitCode::SUCCESS;
        }
        Some(Command::Openapi) => {
            println!("{}", http::description());
            return ExitCode::SUCCESS;
        }
        None => {}
    }
    let mut problems = Problems::new();
    #[cfg(feature = "crash-points")]
    problems.extend(crate::crash::problem());
    let given = Given::read(arguments.config.as_deref(), &mut problems);
    let problems = match Settings::check(&given, problems) {
        Ok(settings) => match serve::serve(settings, catalog, grant) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(problem) => vec![problem],
        },
        Err(problems) => problems,
    };
    for problem in problems {
        eprintln!("error: {problem}");
    }
    ExitCode::FAILURE
}
