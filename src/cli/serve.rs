//! `concord serve`, `concord migrate`, `concord user add`.

use super::inputs;
use crate::boot;
use crate::clock::SystemClock;
use crate::config::{Config, Listen, PublicUrl};
use crate::http::connections::{self, Bounds};
use crate::http::{Reach, router};
use crate::service::App;
use crate::service::accounts::{NewAccount, add};
use clap::{Args, Subcommand};
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    config: Config,
    #[command(flatten)]
    listen: Listen,
}

#[derive(Debug, Args)]
pub(super) struct MigrateArgs {
    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Adds an account; its password is read from standard input.
    #[command(after_help = super::help::USER_ADD)]
    Add(UserArgs),
}

#[derive(Debug, Args)]
pub(super) struct UserArgs {
    /// Login.
    login: String,
    /// The person's name.
    #[arg(long)]
    name: String,
    /// Runs accounts.
    #[arg(long)]
    operator: bool,
    #[command(flatten)]
    config: Config,
}

fn told(fault: impl ToString) -> Vec<String> {
    vec![fault.to_string()]
}

/// The application on its database, schema in place.
pub(super) async fn start(config: &Config) -> Result<App, Vec<String>> {
    let rulebooks = inputs::rulebooks(config.rulebook.as_deref())?;
    let db = boot::connect(&config.database_url).await.map_err(told)?;
    boot::ready(&db).await.map_err(told)?;
    boot::app(db, Arc::new(SystemClock), rulebooks, config.zone()).await.map_err(told)
}

pub(super) async fn serve(args: &ServeArgs) -> Result<u8, Vec<String>> {
    let app = start(&args.config).await?;
    if let Some(password) = boot::first_operator(&app).await.map_err(told)? {
        println!("第一次启动 First start: operator / {password}");
    }
    listen(app, &args.listen, |address| println!("http://{address}")).await
}

/// Serves until it is told to stop; requests under way are finished.
pub(super) async fn listen(app: App, listen: &Listen, started: impl FnOnce(SocketAddr)) -> Result<u8, Vec<String>> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env();
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    let listener = TcpListener::bind(listen.listen).await.map_err(|e| told(format!("{}: {e}", listen.listen)))?;
    let address = listener.local_addr().map_err(told)?;
    started(address);
    let _ = std::io::stdout().flush();
    let bus = app.bus.clone();
    let ended = async move {
        stopped().await;
        // Open streams would otherwise be waited for, and never end.
        bus.stop();
    };
    let reach = Reach {
        public_url: listen.public_url.clone().unwrap_or_else(|| PublicUrl::of(address)),
        secure_cookies: listen.secure_cookies,
        behind_proxy: listen.behind_proxy,
    };
    let router = router(app, reach);
    connections::serve(listener, router, Bounds::of(listen.connections.into(), listen.behind_proxy), ended).await;
    Ok(0)
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}

pub(super) async fn migrate(args: &MigrateArgs) -> Result<u8, Vec<String>> {
    let db = boot::connect(&args.config.database_url).await.map_err(told)?;
    boot::migrate(&db).await.map_err(told)?;
    println!("ok");
    Ok(0)
}

pub(super) async fn user(command: &UserCommand) -> Result<u8, Vec<String>> {
    let UserCommand::Add(args) = command;
    let app = start(&args.config).await?;
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password).map_err(told)?;
    let new = NewAccount {
        login: args.login.clone(),
        name: args.name.clone(),
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
        operator: args.operator,
        locale: "zh-CN".to_owned(),
    };
    let account = add(&app, new).await.map_err(told)?;
    println!("{} {}", account.id, account.login);
    Ok(0)
}
