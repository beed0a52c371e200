//! `cargo xtask screenshots [DIR]`: every screen of the demonstration as a picture, by the browser tests' own hands.

use crate::packages;
use crate::run::{Step, cargo, step};
use std::path::{Path, absolute};

/// Where pictures go unless a folder is named.
const FOLDER: &str = "target/screenshots";

/// Takes the pictures.
pub(crate) fn screenshots(folder: Option<&str>) -> Step {
    packages::ensure()?;
    let folder = absolute(Path::new(folder.unwrap_or(FOLDER))).map_err(|error| error.to_string())?;
    let mut album = cargo(&["test", "--quiet", "--package", "concord", "--test", "it", "--"]);
    album.args(["--ignored", "--exact", "--nocapture", "chromium::album::every_screen"]);
    album.env("CONCORD_SCREENSHOTS", folder);
    step("screenshots", album)
}
