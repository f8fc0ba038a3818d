//! What running a command costs.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Result, ensure};
use wait4::Wait4;

use crate::process::command_line;

/// Seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    pub(super) wall: f64,
    /// User and system time of the command and everything it started.
    pub(super) processor: f64,
}

impl Cost {
    /// Runs the command unseen and expects it to succeed.
    pub(super) fn of(command: &mut Command) -> Result<Self> {
        let start = Instant::now();
        let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?.wait4()?;
        let wall = start.elapsed().as_secs_f64();
        ensure!(ended.status.success(), "`{}` ended with {}", command_line(command), ended.status);
        Ok(Self { wall, processor: (ended.rusage.utime + ended.rusage.stime).as_secs_f64() })
    }

    pub(super) fn minus(self, baseline: Self) -> Self {
        Self { wall: self.wall - baseline.wall, processor: self.processor - baseline.processor }
    }
}
