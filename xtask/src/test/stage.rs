//! What the page tests need while they run: the game in both builds, served, and a driver that starts browsers.

use std::path::PathBuf;

use anyhow::{Error, Result};

use crate::driver::Driver;
use crate::setup::{Browser, WasmBuild, WasmOpt};
use crate::site::{self, Build, Server};
use crate::workspace::Workspace;

pub(super) struct Stage {
    game: Site,
    lowered: Site,
    driver: Driver,
    pictures: PathBuf,
}

struct Site {
    server: Server,
    folder: PathBuf,
}

impl Stage {
    pub(super) fn set_up(workspace: &Workspace, browser: &Browser) -> Result<Self> {
        let (tools, optimizer) = (WasmBuild::set_up(workspace)?, WasmOpt::set_up(workspace)?);
        let shipped = |lower| {
            let folder = site::build(workspace, &tools, Build { shrink: Some(&optimizer), lower })?;
            Ok::<_, Error>(Site { server: Server::start(folder.clone(), 0)?, folder })
        };
        Ok(Self {
            game: shipped(None)?,
            lowered: shipped(Some(&optimizer))?,
            driver: Driver::start(&browser.driver)?,
            pictures: workspace.target().join("pictures"),
        })
    }

    /// How the tests find it all.
    pub(super) fn environment(&self) -> [(&'static str, String); 6] {
        [
            ("PAGES_ADDRESS", self.game.server.address().to_owned()),
            ("PAGES_FOLDER", self.game.folder.display().to_string()),
            ("PAGES_LOWERED_ADDRESS", self.lowered.server.address().to_owned()),
            ("PAGES_LOWERED_FOLDER", self.lowered.folder.display().to_string()),
            ("PAGES_DRIVER", self.driver.address().to_owned()),
            ("PAGES_PICTURES", self.pictures.display().to_string()),
        ]
    }
}
