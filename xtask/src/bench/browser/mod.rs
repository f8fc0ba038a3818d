//! `cargo xtask bench browser`: purchases in Chromium, beside the same flow by hand, all in one page.

mod counts;
mod times;

use std::path::Path;

use anyhow::Result;

use super::client::{Builder, HAND, OURS};
use crate::driver::Driver;
use crate::process::{self, cargo};
use crate::setup;
use crate::site::{self, Server};
use crate::step::step;
use crate::workspace::Workspace;

/// The program that has the page measure, and the page.
const PROGRAM: &str = "bench-browser";
const PAGE: &str = "benches/browser/page";

/// The clients, as the program calls them and as a person does.
const CLIENTS: [(&str, &str); 3] =
    [("ours", "purchasable"), ("javascript", "by hand, JavaScript"), ("wasm", "by hand, wasm-bindgen")];

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let site = workspace.target().join("bench/browser");
    let builder = Builder::set_up(workspace, &site)?;
    let driver = setup::driver()?;
    step("page", "compile the clients to wasm as they are shipped, and the program that has them measured", || {
        build(workspace, &builder, &site)
    })?;
    let printed = step("purchases", "10,000 by each client in Chromium, in turns", || {
        measure(workspace, &Server::start(site.clone(), 0)?, &Driver::start(&driver)?)
    })?;
    println!("    every one was charged once and granted once, and the journals are empty");
    counts::print(&printed)?;
    times::print(&printed)
}

fn build(workspace: &Workspace, builder: &Builder, site: &Path) -> Result<()> {
    for client in [OURS, HAND] {
        builder.build(client, 1)?;
    }
    site::copy_all(&workspace.root().join(PAGE), site)?;
    process::run(cargo("build").args(["--package", PROGRAM]).current_dir(workspace.root()))
}

fn measure(workspace: &Workspace, server: &Server, driver: &Driver) -> Result<String> {
    let mut program = cargo("run");
    program.args(["--quiet", "--package", PROGRAM, "--", server.address(), driver.address()]);
    process::read(program.current_dir(workspace.root()))
}
