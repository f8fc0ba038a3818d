//! The suites, and the cargo commands that each consists of.

use std::fmt;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;

use super::stage::Stage;
use crate::process::cargo;
use crate::setup::{Browser, node};
use crate::wasm;
use crate::workspace::{BROWSER, RUNTIME, Workspace};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// Unit and integration tests, without a browser
    Native,
    /// What the compiler says about mistakes in a declaration
    Ui,
    /// Expansions in crates that make it hard for them
    Hygiene,
    /// The examples in the documentation
    Doc,
    /// The stand-in for the host's SDK, in node
    Simulator,
    /// The order backend and TikTok's server on a desk, with SQLite and PostgreSQL, a client that asks over HTTP, and a tool
    /// that asks whatever the OpenAPI document allows
    Server,
    /// Everything that can happen to a purchase, searched to the end, and the bugs that the search has to find
    Faults,
    /// The bridge to the host, in Chromium
    Browser,
    /// The web game, played and paid in Chromium, alone and with its backend, its database and TikTok's server on a desk
    Pages,
}

const PAGES: [&str; 2] = ["page-tests", "arcade-backend"];
/// They only drive a browser, and are built only where one is wanted.
const DRIVING: [&str; 2] = ["headless-browser", "bench-browser"];
const FAULTS: &str = "faults";
const SERVER: [&str; 3] = ["purchasable-simulator", "purchasable-server", "e2e-tests"];
const UI: &str = "ui-tests";
const HYGIENE: &str = "tests/hygiene";
const MACROS: &str = "purchasable-macros";

impl Suite {
    pub(crate) const ALL: [Self; 9] = [
        Self::Native,
        Self::Ui,
        Self::Hygiene,
        Self::Doc,
        Self::Simulator,
        Self::Server,
        Self::Faults,
        Self::Browser,
        Self::Pages,
    ];

    pub(crate) fn needs_browser(self) -> bool {
        matches!(self, Self::Browser | Self::Pages)
    }

    pub(crate) fn needs_postgresql(self) -> bool {
        matches!(self, Self::Server | Self::Pages)
    }

    /// Whether it takes part in quick loops.
    pub(crate) fn is_quick(self) -> bool {
        !self.needs_browser() && !self.needs_postgresql() && self != Self::Faults
    }

    pub(crate) fn purpose(self) -> String {
        self.to_possible_value().and_then(|value| Some(value.get_help()?.to_string())).unwrap_or_default()
    }

    /// The commands to run, in this order.
    pub(crate) fn commands(
        self,
        workspace: &Workspace,
        browser: Option<&Browser>,
        stage: Option<&Stage>,
    ) -> Result<Vec<Command>> {
        match self {
            Self::Native => Ok(native(workspace)),
            Self::Ui => Ok(vec![test(&[UI], "--all-targets")]),
            Self::Hygiene => hygiene(workspace),
            Self::Doc => Ok(vec![with_all_features(test(&[RUNTIME, MACROS, SERVER[0], SERVER[1]], "--doc"))]),
            Self::Server => Ok(vec![test(&SERVER, "--all-targets")]),
            Self::Simulator => Ok(vec![in_node()?]),
            Self::Faults => Ok(vec![searching()]),
            Self::Browser => {
                let browser = browser.context("the browser was not set up")?;
                Ok(vec![in_browser(browser, &["--all-targets"]), lowered_in_browser(browser)])
            }
            Self::Pages => Ok(vec![on_stage(stage.context("the game is not served")?)]),
        }
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_possible_value().as_ref().map_or("", |value| value.get_name()))
    }
}

/// Every package with tests that no other suite runs, with all features; then the runtime with its default ones.
fn native(workspace: &Workspace) -> Vec<Command> {
    let elsewhere =
        [workspace.packages_under(HYGIENE), vec![UI, BROWSER], SERVER.to_vec(), PAGES.to_vec(), DRIVING.to_vec()]
            .concat();
    let mut all = with_all_features(cargo("test"));
    all.args(["--no-fail-fast", "--workspace", "--all-targets"]);
    for package in elsewhere {
        all.args(["--exclude", package]);
    }
    vec![all, test(&[RUNTIME], "--all-targets")]
}

/// Just as for its tests, which have built it then.
pub(super) fn build_server() -> Command {
    let mut command = test(&SERVER, "--all-targets");
    command.arg("--no-run");
    command
}

fn hygiene(workspace: &Workspace) -> Result<Vec<Command>> {
    let packages = workspace.packages_under(HYGIENE);
    ensure!(!packages.is_empty(), "the workspace has no package under {HYGIENE}");
    Ok(vec![test(&packages, "--all-targets")])
}

fn in_node() -> Result<Command> {
    let mut command = Command::new(node()?);
    command.args(["--test", "--test-reporter=tap"]);
    command.args(["stand-in", "server"].map(|file| format!("simulator/tests/{file}.test.mjs")));
    Ok(command)
}

/// The program counts a search that is closed and finds nothing, and a bug that is caught, as a test that has passed.
fn searching() -> Command {
    let mut command = cargo("run");
    command.args(["--release", "--package", FAULTS]);
    command
}

fn in_browser(browser: &Browser, targets: &[&str]) -> Command {
    let mut command = browser.compiler.cargo("test");
    command
        .args(["--no-fail-fast", "--package", BROWSER])
        .args(targets)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &browser.test_runner)
        .env("CHROMEDRIVER", &browser.driver)
        // Seconds until the runner gives up: a hung browser ends the suite, a busy machine does not.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    command
}

/// What calls leave behind, once more where wasm-bindgen holds JavaScript values in another way.
fn lowered_in_browser(browser: &Browser) -> Command {
    let mut command = in_browser(browser, &["--test", "bridge", "--", "memory::"]);
    wasm::leave_features_out(&mut command);
    command
}

fn on_stage(stage: &Stage) -> Command {
    let mut command = test(&PAGES, "--all-targets");
    command.envs(stage.environment());
    command
}

fn test(packages: &[&str], targets: &str) -> Command {
    let mut command = cargo("test");
    command.args(["--no-fail-fast", targets]);
    for package in packages {
        command.args(["--package", package]);
    }
    command
}

fn with_all_features(mut command: Command) -> Command {
    command.arg("--all-features");
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::command_line;

    #[test]
    fn what_has_a_suite_of_its_own_is_left_out_of_the_native_suite() {
        let workspace = Workspace::load().unwrap();
        let commands = Suite::Native.commands(&workspace, None, None).unwrap();
        let everything = command_line(&commands[0]);
        let hygiene = workspace.packages_under(HYGIENE);
        for package in [vec![UI, BROWSER], SERVER.to_vec(), PAGES.to_vec(), DRIVING.to_vec(), hygiene].concat() {
            assert!(everything.contains(&format!("--exclude {package}")), "{everything}");
        }
    }

    #[test]
    fn a_suite_is_called_what_the_command_line_calls_it() {
        for suite in Suite::ALL {
            assert_eq!(Suite::from_str(&suite.to_string(), false), Ok(suite));
        }
    }
}
