//! A program that serves for a while.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::process;

/// It ends when this is dropped.
pub(crate) struct Service {
    process: Child,
    address: String,
    printed: String,
}

impl Service {
    /// Starts it, and waits until it says where it listens.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        Self::start_until(command, "http://")
    }

    /// Starts it, and waits until it has printed a line with this. It says somewhere before where it listens.
    pub(crate) fn start_until(command: &mut Command, last: &str) -> Result<Self> {
        let line = process::command_line(command);
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut process = started.with_context(|| format!("`{line}` could not be started"))?;
        let stdout = process.stdout.take().context("standard output was piped and is missing")?;
        let mut lines = BufReader::new(stdout).lines();
        let mut printed = String::new();
        for line in lines.by_ref().map_while(Result::ok) {
            printed = printed + &line + "\n";
            if line.contains(last) {
                break;
            }
        }
        // It must never wait for somebody to read what it writes.
        std::thread::spawn(move || lines.for_each(drop));
        // One that has no address is ended by the drop, too.
        let mut service = Self { process, address: String::new(), printed };
        let address = service.printed.lines().find_map(address_in);
        service.address = address.with_context(|| format!("`{line}` told no address"))?;
        Ok(service)
    }

    /// Ends it, and waits for that.
    pub(crate) fn end(&mut self) {
        // Ctrl-C may have ended it already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Where it listens, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// What it had printed when it was waited for no longer.
    pub(crate) fn printed(&self) -> &str {
        &self.printed
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.end();
    }
}

fn address_in(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("http://")?;
    let place = rest.split([' ', '/']).next()?.trim_end_matches('.');
    Some(format!("http://{place}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_what_a_program_tells() {
        let told =
            ["TikTok on a desk: http://127.0.0.1:4180/ has the buttons.", "It listens on http://127.0.0.1:4180."];
        for line in told {
            assert_eq!(address_in(line).as_deref(), Some("http://127.0.0.1:4180"));
        }
        assert_eq!(address_in("no address yet"), None);
    }

    #[test]
    fn a_program_that_tells_no_address_is_named() {
        let error = Service::start(Command::new("sh").args(["-c", "echo hello"])).map(drop).unwrap_err();
        assert_eq!(error.to_string(), "`sh -c echo hello` told no address");
    }
}
