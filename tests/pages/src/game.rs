//! The builds of the game that are tested.

use std::path::PathBuf;

use crate::features::{self, Feature};

/// One of the builds of the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Game {
    /// With every feature of wasm that rustc uses.
    Ordinary,
    /// Without bulk memory and reference types.
    Lowered,
}

impl Game {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Ordinary, Self::Lowered];

    /// Where it is served.
    pub(crate) fn address(self) -> String {
        from_environment(match self {
            Self::Ordinary => "PAGES_ADDRESS",
            Self::Lowered => "PAGES_LOWERED_ADDRESS",
        })
    }

    /// The features of wasm that it may use.
    #[must_use]
    pub fn features(self) -> &'static [Feature] {
        match self {
            Self::Ordinary => features::ORDINARY,
            Self::Lowered => features::LOWERED,
        }
    }

    /// The folder with its files.
    ///
    /// # Panics
    ///
    /// Outside `cargo xtask test`.
    #[must_use]
    pub fn folder(self) -> PathBuf {
        from_environment(match self {
            Self::Ordinary => "PAGES_FOLDER",
            Self::Lowered => "PAGES_LOWERED_FOLDER",
        })
        .into()
    }

    /// Its wasm.
    ///
    /// # Panics
    ///
    /// When it was not built.
    #[must_use]
    pub fn wasm(self) -> Vec<u8> {
        std::fs::read(self.folder().join("arcade_bg.wasm")).expect("the game was built")
    }
}

pub(crate) fn from_environment(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; run `cargo xtask test pages`"))
}
