//! `cargo xtask client [--binary FILE]`: a client generated from the OpenAPI document of a server just started drives a negotiation from
//! sign-in to audit (`examples/client`). Needs Node 20 and npm.

use crate::load::{Server, built};
use crate::run::{Step, step};
use std::process::Command;

pub(crate) fn client(words: &[&str]) -> Step {
    // Built already, maybe elsewhere.
    let binary = match words {
        ["--binary", path] => (*path).to_owned(),
        _ => built(false)?,
    };
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let server = Server::start(&binary, &format!("sqlite:{}?mode=rwc", folder.path().join("client.db").display()))?;
    let npm = |words: &[&str]| {
        let mut command = Command::new("npm");
        command.args(words).current_dir("examples/client");
        command.env("CONCORD_URL", format!("http://{}", server.address));
        command.env("CONCORD_OPERATOR_PASSWORD", &server.operator_password);
        command
    };
    step("client: packages", npm(&["install", "--silent", "--no-audit", "--no-fund"]))?;
    step("client: generated from the document", npm(&["run", "--silent", "generate"]))?;
    step("client: types", npm(&["run", "--silent", "build"]))?;
    step("client: the story", npm(&["run", "--silent", "story"]))
}
