//! What the tests need from the system's packages, installed where we may.

use crate::run::{Step, is_root, on_path, step};
use std::path::Path;
use std::process::Command;

/// A package and how to tell that it is there.
struct Needed {
    package: &'static str,
    there: fn() -> bool,
}

const NEEDED: &[Needed] = &[
    Needed { package: "postgresql", there: || crate::postgres::binaries().is_some() },
    Needed { package: "chromium", there: || on_path("chromium") },
    Needed { package: "chromium-driver", there: || on_path("chromedriver") },
    Needed { package: "libreoffice-writer-nogui", there: || on_path("soffice") },
    Needed { package: "poppler-utils", there: || on_path("pdftotext") },
    Needed { package: "fonts-noto-cjk", there: || Path::new("/usr/share/fonts/opentype/noto").is_dir() },
];

/// Installs what is missing, or says what to install.
pub(crate) fn ensure() -> Step {
    let missing: Vec<&str> = NEEDED.iter().filter(|needed| !(needed.there)()).map(|needed| needed.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let sudo = !is_root() && Command::new("sudo").args(["-n", "true"]).output().is_ok_and(|out| out.status.success());
    if !on_path("apt-get") || !(is_root() || sudo) {
        return Err(format!("the tests need {list}: install them (Debian: apt-get install {list})"));
    }
    let apt = |args: &[&str]| {
        let mut command = Command::new(if sudo { "sudo" } else { "env" });
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(args);
        command
    };
    step("package lists", apt(&["update", "--quiet"]))?;
    let mut install = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    install.extend(&missing);
    step(&format!("install {list}"), apt(&install))
}
