//! `concord demo`: the Huinong case on a database of its own.

use super::serve::listen;
use super::{inputs, serve};
use crate::boot;
use crate::clock::{Clock, SetClock, SystemClock};
use crate::config::{Config, Listen};
use crate::demo;
use crate::i18n::Lang;
use clap::Args;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Folder of the demonstration's database; made on the first start.
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    data: PathBuf,
    /// Start over: throw away what was done in the demonstration.
    #[arg(long)]
    reset: bool,
    #[command(flatten)]
    listen: Listen,
}

fn told(fault: impl ToString) -> Vec<String> {
    vec![fault.to_string()]
}

fn url(file: &Path) -> String {
    format!("sqlite:{}?mode=rwc", file.display())
}

/// A database file with what SQLite keeps beside it.
fn files(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| PathBuf::from(format!("{}{end}", file.display())))
}

fn remove(file: &Path) -> Result<(), Vec<String>> {
    for path in files(file).iter().filter(|path| path.exists()) {
        fs::remove_file(path).map_err(|error| told(format!("{}: {error}", path.display())))?;
    }
    Ok(())
}

/// Loads into a file beside, and moves it in place only when it is whole.
async fn load(file: &Path) -> Result<(), Vec<String>> {
    let beside = file.with_extension("loading");
    remove(&beside)?;
    let db = boot::connect(&url(&beside)).await.map_err(told)?;
    boot::ready(&db).await.map_err(told)?;
    let now = SystemClock.now();
    let clock = Arc::new(SetClock::at(now));
    let rulebooks = inputs::rulebooks(None)?;
    let zone = demo::zone(&rulebooks);
    let app = boot::app(db, Arc::<SetClock>::clone(&clock), rulebooks, zone).await.map_err(told)?;
    demo::load(&app, &clock, now).await.map_err(told)?;
    app.db.close().await.map_err(told)?;
    fs::rename(&beside, file).map_err(|error| told(format!("{}: {error}", file.display())))
}

pub(super) async fn run(args: &DemoArgs, lang: Lang) -> Result<u8, Vec<String>> {
    let file = args.data.join("concord.db");
    if args.reset {
        remove(&file)?;
    }
    if !file.exists() {
        println!("{}", lang.t("demo-loading"));
        load(&file).await?;
    }
    let zone = Some(demo::zone(&inputs::rulebooks(None)?));
    let app = serve::start(&Config { database_url: url(&file), rulebook: None, zone, origin: None }).await?;
    listen(app, &args.listen, |address| println!("{}", welcome(address, &args.data, lang))).await
}

/// Where to look and how to sign in.
fn welcome(address: SocketAddr, data: &Path, lang: Lang) -> String {
    let place = format!("http://{address}");
    let mut lines = vec![lang.ta("demo-ready", &[("address", place.as_str())]), String::new()];
    for login in ["union", "employer", "bureau", "store", "operator"] {
        lines.push(format!("  {login:<9} {}  {}", demo::PASSWORD, lang.t(&format!("demo-{login}"))));
    }
    lines.push(String::new());
    lines.push(lang.ta("demo-only", &[("folder", data.display().to_string().as_str())]));
    lines.join("\n")
}
