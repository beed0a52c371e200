//! `concord serve`, `concord migrate`, `concord user add`.

use super::inputs;
use crate::boot;
use crate::clock::SystemClock;
use crate::config::{Config, Listen, PublicUrl};
use crate::http::connections::{self, Bounds};
use crate::http::{Reach, State, router, serve_metrics};
use crate::service::App;
use crate::service::accounts::{NewAccount, add};
use crate::service::closing::set_by_command;
use crate::service::jobs;
use crate::service::mandates::confirm_by_command;
use clap::{Args, Subcommand};
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::oneshot::{Sender, channel};
use tokio::task::JoinHandle;
use uuid::Uuid;

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
    /// Closes an account: its sessions, tokens, calendar feeds and open streams end.
    #[command(after_help = super::help::USER_CLOSE)]
    Close(LoginArgs),
    /// Opens a closed account again.
    #[command(after_help = super::help::USER_CLOSE)]
    Reopen(LoginArgs),
}

#[derive(Debug, Subcommand)]
pub(super) enum MandateCommand {
    /// Confirms a mandate that an operator asked for: the first of an organisation needs this, or a second operator.
    #[command(after_help = super::help::MANDATE_CONFIRM)]
    Confirm(MandateArgs),
}

#[derive(Debug, Args)]
pub(super) struct LoginArgs {
    /// Login.
    login: String,
    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Args)]
pub(super) struct MandateArgs {
    /// Id, as the page of the organisation and the API show it.
    id: Uuid,
    #[command(flatten)]
    config: Config,
}

/// Confirms a mandate.
pub(super) async fn mandate(command: &MandateCommand) -> Result<u8, Vec<String>> {
    let MandateCommand::Confirm(args) = command;
    let app = start(&args.config).await?;
    confirm_by_command(&app, args.id).await.map_err(told)?;
    println!("{}", args.id);
    Ok(0)
}

async fn set_closed(args: &LoginArgs, closed: bool) -> Result<u8, Vec<String>> {
    let app = start(&args.config).await?;
    set_by_command(&app, &args.login, closed).await.map_err(|error| vec![format!("{}: {error}", args.login)])?;
    println!("{}", args.login);
    Ok(0)
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

pub(super) fn told(fault: impl ToString) -> Vec<String> {
    vec![fault.to_string()]
}

/// The application on its database, schema in place.
pub(super) async fn start(config: &Config) -> Result<App, Vec<String>> {
    let rulebooks = inputs::rulebooks(config.rulebook.as_deref())?;
    let db = boot::connect(&config.database_url).await.map_err(told)?;
    boot::ready(&db).await.map_err(told)?;
    let app = boot::app(db, Arc::new(SystemClock), rulebooks, config.zone()).await.map_err(told)?;
    Ok(App { origin: config.origin().into(), ..app })
}

pub(super) async fn serve(args: &ServeArgs) -> Result<u8, Vec<String>> {
    args.config.named_for(args.listen.listen).map_err(told)?;
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
    let (worker, ending) = working(&app)?;
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
    if let Some(at) = listen.metrics_listen {
        let listener = TcpListener::bind(at).await.map_err(|e| told(format!("{at}: {e}")))?;
        tokio::spawn(serve_metrics(listener, State { app: app.clone(), reach: reach.clone() }));
    }
    let router = router(app, reach);
    connections::serve(listener, router, Bounds::of(listen.connections.into(), listen.behind_proxy), ended).await;
    let _ = ending.send(());
    worker.await.map_err(told)?;
    Ok(0)
}

/// Works in process on what was written down, until it is told that the server has ended.
fn working(app: &App) -> Result<(JoinHandle<()>, Sender<()>), Vec<String>> {
    let (ending, ended) = channel();
    let (app, name) = (app.clone(), jobs::name().map_err(told)?);
    let worker = async move {
        let ended = async move {
            let _ = ended.await;
        };
        jobs::work(&app, &name, ended).await;
    };
    Ok((tokio::spawn(worker), ending))
}

pub(super) async fn stopped() {
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
    let args = match command {
        UserCommand::Add(args) => args,
        UserCommand::Close(args) => return set_closed(args, true).await,
        UserCommand::Reopen(args) => return set_closed(args, false).await,
    };
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
