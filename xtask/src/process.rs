//! Running other programs, with errors that name the command line.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitStatus, Output, Stdio};

use anyhow::{Context, Result, bail};

/// The cargo that runs this task, so that every task builds with one compiler.
pub(crate) fn cargo(subcommand: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.arg(subcommand);
    command
}

/// Runs the command with its output shown, and expects it to succeed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    expect_success(command, status)
}

/// Runs the command unseen, expects it to succeed, and returns what it wrote to standard output.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let Output { status, stdout, stderr } = command.output().with_context(|| cannot_start(command))?;
    expect_success(command, status).with_context(|| String::from_utf8_lossy(&stderr).trim().to_owned())?;
    Ok(String::from_utf8(stdout)?.trim().to_owned())
}

/// Runs the command with its output shown, and hands over each line of standard output as it comes.
pub(crate) fn watch(command: &mut Command, mut line_written: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    let stdout = child.stdout.take().context("standard output was piped and is missing")?;
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        line_written(&line);
    }
    Ok(child.wait()?)
}

/// The command as a person would type it.
pub(crate) fn command_line(command: &Command) -> String {
    let program = command.get_program();
    let name = std::path::Path::new(program).file_name().unwrap_or(program);
    let words: Vec<_> = std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

fn expect_success(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` ended with {status}", command_line(command));
    }
    Ok(())
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` could not be started", command_line(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn every_line_is_handed_over_and_the_status_is_kept() {
        let mut lines = Vec::new();
        let status = watch(&mut shell("echo one; echo two; exit 3"), |line| lines.push(line.to_owned())).unwrap();
        assert_eq!(lines, ["one", "two"]);
        assert_eq!(status.code(), Some(3));
    }

    #[test]
    fn a_failed_command_is_named_with_what_it_complained_about() {
        let error = format!("{:#}", read(&mut shell("echo no disk >&2; exit 3")).unwrap_err());
        assert!(error.contains("no disk"), "{error}");
        assert!(error.contains("`sh -c echo no disk >&2; exit 3` ended with exit status: 3"), "{error}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("/nowhere/at-all")).unwrap_err();
        assert_eq!(error.to_string(), "`at-all` could not be started");
    }
}
