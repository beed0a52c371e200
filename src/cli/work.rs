//! `concord worker`: does the work that was written down, on a machine of its own. `concord projections rebuild`.

use super::serve::{start, stopped, told};
use crate::config::Config;
use crate::service::{jobs, register};
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(super) struct WorkerArgs {
    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Subcommand)]
pub(super) enum ProjectionsCommand {
    /// Works out anew from the log what lists, searches and the register show.
    #[command(after_help = super::help::REBUILD)]
    Rebuild(WorkerArgs),
}

/// Works until it is told to stop.
pub(super) async fn worker(args: &WorkerArgs) -> Result<u8, Vec<String>> {
    let app = start(&args.config).await?;
    jobs::work(&app, &jobs::name().map_err(told)?, stopped()).await;
    Ok(0)
}

pub(super) async fn projections(command: &ProjectionsCommand) -> Result<u8, Vec<String>> {
    let ProjectionsCommand::Rebuild(args) = command;
    let app = start(&args.config).await?;
    let count = register::rebuild(&app).await.map_err(told)?;
    println!("{count}");
    Ok(0)
}
