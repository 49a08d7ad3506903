//! The built site, served on the loopback interface.

use std::path::PathBuf;

use anyhow::{Context, Result};
use static_host::{RunningHost, StaticHost};

/// The build for the root of a host.
pub fn at_root() -> Result<StaticHost> {
    Ok(StaticHost::new(built("MEADOW_DIST")?))
}

/// The build for `/meadow/`, served there.
pub fn below_meadow() -> Result<StaticHost> {
    Ok(StaticHost::new(built("MEADOW_DIST_BELOW")?).at_base("/meadow/"))
}

/// Serves the build for the root with the policy in the page alone, as a host without headers does.
pub async fn serve() -> Result<RunningHost> {
    Ok(at_root()?.start().await?)
}

/// A file among the fixtures, with its whole path, as a file chooser wants it.
pub fn fixture(name: &str) -> Result<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(name);
    let path = path.canonicalize().with_context(|| format!("no fixture {name}"))?;
    Ok(path.to_string_lossy().into_owned())
}

/// A file of an npm package the tests use.
pub fn node_module(name: &str) -> Result<String> {
    file_of_repository(&format!("node_modules/{name}"))
}

/// The text of a file, by its path in the repository.
pub fn file_of_repository(name: &str) -> Result<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn built(variable: &str) -> Result<PathBuf> {
    let folder = std::env::var(variable)
        .with_context(|| format!("{variable} is not set; run this through `make test`"))?;
    Ok(PathBuf::from(folder))
}
