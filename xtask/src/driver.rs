//! A running chromedriver, which starts browsers and steers them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// It ends when this is dropped, with the browsers that nobody has closed.
pub(crate) struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    /// Starts it on a free port.
    pub(crate) fn start(program: &Path) -> Result<Self> {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let stdout = process.stdout.take().context("standard output was piped and is missing")?;
        let mut lines = BufReader::new(stdout).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line));
        // It must never wait for somebody to read what it writes.
        std::thread::spawn(move || lines.for_each(drop));
        let address = format!("http://127.0.0.1:{}/", port.context("the driver told no port")?);
        Ok(Self { process, address })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    fn shut_down(&self) -> Result<()> {
        let place = self.address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(place)?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked, it closes its browsers; killed, it would leave them running.
        if self.shut_down().is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_found_in_what_the_driver_tells() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 40735."), Some(40_735));
        assert_eq!(port_in("Only local connections are allowed."), None);
    }
}
