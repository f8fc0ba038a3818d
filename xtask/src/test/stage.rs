//! What the page tests need while they run: the game, served, and a driver that starts browsers.

use std::path::PathBuf;

use anyhow::Result;

use crate::driver::Driver;
use crate::setup::{Browser, WasmBuild, WasmOpt};
use crate::site::{self, Build, Server};
use crate::workspace::Workspace;

pub(super) struct Stage {
    server: Server,
    driver: Driver,
    folder: PathBuf,
    pictures: PathBuf,
}

impl Stage {
    pub(super) fn set_up(workspace: &Workspace, browser: &Browser) -> Result<Self> {
        let tools = WasmBuild::set_up(workspace)?;
        let folder = site::build(workspace, &tools, &Build::Shipped(WasmOpt::set_up(workspace)?))?;
        let server = Server::start(folder.clone(), 0)?;
        let pictures = workspace.target().join("pictures");
        Ok(Self { server, driver: Driver::start(&browser.driver)?, folder, pictures })
    }

    /// How the tests find it all.
    pub(super) fn environment(&self) -> [(&'static str, String); 4] {
        [
            ("PAGES_ADDRESS", self.server.address().to_owned()),
            ("PAGES_DRIVER", self.driver.address().to_owned()),
            ("PAGES_FOLDER", self.folder.display().to_string()),
            ("PAGES_PICTURES", self.pictures.display().to_string()),
        ]
    }
}
