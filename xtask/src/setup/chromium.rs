//! Chromium, and the driver by which tests steer it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::apt;
use crate::process;
use crate::step::{already_there, step};

/// The names and the order by which the driver itself looks for its browser.
const BROWSERS: [&str; 4] = ["google-chrome", "chrome", "chromium", "chromium-browser"];

/// The driver's path, once it and the browser are there in one major version.
pub(crate) fn driver() -> Result<PathBuf> {
    match Found::on_path() {
        Ok(found) => {
            already_there("Chromium", &found.versions);
            Ok(found.driver)
        }
        Err(missing) => step("Chromium", &format!("{missing:#}; installing it with its driver"), || {
            apt::install(&["chromium", "chromium-driver"])?;
            Ok(Found::on_path()?.driver)
        }),
    }
}

struct Found {
    driver: PathBuf,
    versions: String,
}

impl Found {
    fn on_path() -> Result<Self> {
        let driver = which::which("chromedriver").context("there is no chromedriver on the PATH")?;
        let browser = BROWSERS.iter().find_map(|name| which::which(name).ok());
        let browser = browser.with_context(|| format!("none of these is on the PATH: {}", BROWSERS.join(", ")))?;
        let (driver_version, browser_version) = (version(&driver)?, version(&browser)?);
        ensure!(
            major(&driver_version) == major(&browser_version),
            "{} is {browser_version}, but {} is {driver_version}; they have to share the major version",
            browser.display(),
            driver.display(),
        );
        Ok(Self { driver, versions: format!("{browser_version}, driver {driver_version}") })
    }
}

fn version(program: &Path) -> Result<String> {
    let told = process::read(Command::new(program).arg("--version"))?;
    parse_version(&told).with_context(|| format!("{} told no version, but `{told}`", program.display()))
}

fn parse_version(told: &str) -> Option<String> {
    let numeric = |word: &&str| word.split('.').count() > 1 && word.split('.').all(|part| part.parse::<u32>().is_ok());
    told.split_whitespace().find(numeric).map(str::to_owned)
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_in_what_browser_and_driver_tell() {
        let browser = parse_version("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)");
        assert_eq!(browser.as_deref(), Some("156.0.8078.79"));
        let driver = parse_version("ChromeDriver 156.0.8078.70 (a21ce95c24ce-refs/branch-heads/8078@{#1704})");
        assert_eq!(driver.as_deref(), Some("156.0.8078.70"));
        assert_eq!(parse_version("command not found"), None);
    }

    #[test]
    fn the_same_major_version_is_enough() {
        assert_eq!(major("156.0.8078.79"), major("156.0.1.2"));
        assert_ne!(major("156.0.8078.79"), major("157.0.8078.79"));
    }
}
