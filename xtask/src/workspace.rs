//! What cargo knows about this workspace.

use std::path::Path;

use anyhow::{Context, Error, Result, anyhow, bail};
use cargo_metadata::semver::Version;
use cargo_metadata::{Metadata, MetadataCommand, Package};

/// The package that games depend on.
pub(crate) const RUNTIME: &str = "purchasable";
/// The tests that are compiled for wasm32 only.
pub(crate) const BROWSER: &str = "browser-tests";

pub(crate) struct Workspace {
    metadata: Metadata,
}

impl Workspace {
    pub(crate) fn load() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
        let metadata =
            MetadataCommand::new().manifest_path(manifest).exec().context("cargo could not read the workspace")?;
        Ok(Self { metadata })
    }

    pub(crate) fn root(&self) -> &Path {
        self.metadata.workspace_root.as_std_path()
    }

    /// Where everything is built: `target`, unless the user set another directory.
    pub(crate) fn target(&self) -> &Path {
        self.metadata.target_directory.as_std_path()
    }

    /// The names of the packages below `folder`, given relative to the root.
    pub(crate) fn packages_under(&self, folder: &str) -> Vec<&str> {
        let folder = self.root().join(folder);
        let packages = self.metadata.workspace_packages().into_iter();
        packages
            .filter(|package| package.manifest_path.starts_with(&folder))
            .map(|package| package.name.as_str())
            .collect()
    }

    /// The features that a package of this workspace offers, `default` aside.
    pub(crate) fn features(&self, package: &str) -> Result<Vec<&str>> {
        let package = self
            .metadata
            .workspace_packages()
            .into_iter()
            .find(|found| found.name == package)
            .with_context(|| format!("no package `{package}` in the workspace"))?;
        Ok(package.features.keys().map(String::as_str).filter(|feature| *feature != "default").collect())
    }

    /// The newest version of a dependency that Cargo.lock holds.
    pub(crate) fn newest_locked_version(&self, dependency: &str) -> Result<String> {
        newest_version(dependency, &self.metadata.packages)
    }

    /// The one version of a dependency that Cargo.lock holds.
    pub(crate) fn locked_version(&self, dependency: &str) -> Result<String> {
        only_version(dependency, &self.metadata.packages)
    }
}

fn only_version(dependency: &str, packages: &[Package]) -> Result<String> {
    let versions: Vec<_> = versions(dependency, packages).map(ToString::to_string).collect();
    match &versions[..] {
        [version] => Ok(version.clone()),
        [] => Err(missing(dependency)),
        several => bail!("Cargo.lock has several versions of `{dependency}`: {}", several.join(", ")),
    }
}

fn newest_version(dependency: &str, packages: &[Package]) -> Result<String> {
    let newest = versions(dependency, packages).max();
    newest.map(ToString::to_string).ok_or_else(|| missing(dependency))
}

fn versions<'a>(dependency: &'a str, packages: &'a [Package]) -> impl Iterator<Item = &'a Version> {
    packages.iter().filter(move |package| package.name == dependency).map(|package| &package.version)
}

fn missing(dependency: &str) -> Error {
    anyhow!("Cargo.lock has no `{dependency}`; a package of the workspace has to depend on it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_of_a_folder_are_found_by_path() {
        let workspace = Workspace::load().unwrap();
        assert_eq!(workspace.packages_under("xtask"), ["xtask"]);
        assert!(workspace.packages_under("nowhere").is_empty());
    }

    #[test]
    fn a_locked_version_is_the_one_in_cargo_lock() {
        let workspace = Workspace::load().unwrap();
        let lock = std::fs::read_to_string(workspace.root().join("Cargo.lock")).unwrap();
        let version = workspace.locked_version("anyhow").unwrap();
        assert!(lock.contains(&format!("name = \"anyhow\"\nversion = \"{version}\"")));
    }

    #[test]
    fn a_dependency_that_is_not_there_is_named() {
        let error = Workspace::load().unwrap().locked_version("left-pad").unwrap_err();
        assert!(error.to_string().starts_with("Cargo.lock has no `left-pad`"));
    }

    #[test]
    fn of_two_versions_there_is_a_newest_and_no_only_one() {
        let mut packages = Workspace::load().unwrap().metadata.packages;
        packages.retain(|package| package.name == "anyhow");
        let mut other = packages[0].clone();
        other.version.major += 1;
        let newest = other.version.to_string();
        packages.insert(0, other);
        let error = only_version("anyhow", &packages).unwrap_err().to_string();
        assert!(error.starts_with("Cargo.lock has several versions of `anyhow`: 2."), "{error}");
        assert_eq!(newest_version("anyhow", &packages).unwrap(), newest);
    }
}
