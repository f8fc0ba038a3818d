//! The order backend of the arcade: what the game sells, sold by `purchasable-server`.

use std::process::ExitCode;

fn main() -> ExitCode {
    purchasable_server::run(&arcade::EVERYTHING, None)
}
