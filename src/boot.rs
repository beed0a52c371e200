//! Starting: the store, its schema, the first operator.

use crate::clock::Clock;
use crate::db;
use crate::notify::Bus;
use crate::service::accounts::{self, NewAccount, random_hex};
use crate::service::passwords::Passwords;
use crate::service::{App, Error, Turns, Work};
use chrono_tz::Tz;
use domain::statute::RulebookSet;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error as ThisError;

/// Why it cannot start.
#[derive(Debug, ThisError)]
pub enum Fault {
    #[error("database: {0}")]
    Database(String),
    /// The schema is older than the program.
    #[error("the database has {0} pending migration(s): run `concord migrate` first")]
    Pending(usize),
    #[error(transparent)]
    Service(#[from] Error),
}

impl From<db::Error> for Fault {
    fn from(error: db::Error) -> Self {
        Self::Database(error.to_string())
    }
}

impl From<sea_orm::DbErr> for Fault {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.to_string())
    }
}

/// How often an open stream asks again whether its reader may still see.
const RECHECK: Duration = Duration::from_secs(30);

/// Key of the advisory lock under which PostgreSQL servers migrate, one at a time.
const MIGRATION_LOCK: i64 = 0x5eea_c0c0;

/// Connects; makes the folder of a SQLite file that is to be made.
///
/// # Errors
/// [`Fault::Database`].
pub async fn connect(url: &str) -> Result<DatabaseConnection, Fault> {
    if let Some(file) = url.strip_prefix("sqlite:").map(|rest| rest.split('?').next().unwrap_or(rest)) {
        let file = file.strip_prefix("//").unwrap_or(file);
        if let Some(folder) = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| Fault::Database(format!("{}: {error}", folder.display())))?;
        }
    }
    Ok(db::connect(url).await?)
}

/// Brings the schema up.
///
/// # Errors
/// [`Fault::Database`].
pub async fn migrate(db: &DatabaseConnection) -> Result<(), Fault> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(Migrator::up(db, None).await?);
    }
    // A transaction's lock: it goes when the transaction ends, however that happens.
    let guard = db::begin_write(db).await?;
    guard.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
    let outcome = Migrator::up(db, None).await;
    guard.commit().await?;
    Ok(outcome?)
}

/// Migrates an empty database; refuses one that is behind.
///
/// # Errors
/// [`Fault::Pending`].
pub async fn ready(db: &DatabaseConnection) -> Result<(), Fault> {
    let pending = Migrator::get_pending_migrations(db).await?.len();
    if pending == 0 {
        return Ok(());
    }
    let all = Migrator::migrations().len();
    if pending == all { migrate(db).await } else { Err(Fault::Pending(pending)) }
}

/// The application over a connection; `zone` is where days of mandates are counted and times are shown.
///
/// # Errors
/// [`Fault::Service`] when the system has no randomness.
pub async fn app(
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    rulebooks: RulebookSet,
    zone: Tz,
) -> Result<App, Fault> {
    let passwords = Passwords::new(&random_hex(16)?)?;
    let (bus, turns) = (Bus::new(db.clone()), Turns::new(db.get_database_backend()));
    Ok(App {
        db,
        clock,
        rulebooks: Arc::new(rulebooks),
        zone,
        passwords,
        replays: Arc::default(),
        bus,
        work: Work::default(),
        wake: Arc::default(),
        turns,
        origin: domain::record::DEFAULT_ORIGIN.into(),
        metrics: Arc::default(),
        recheck: RECHECK,
    })
}

/// On the first start: makes the operator and returns the password, which is shown once.
///
/// # Errors
/// The store's.
pub async fn first_operator(app: &App) -> Result<Option<String>, Fault> {
    if !accounts::is_empty(app).await? {
        return Ok(None);
    }
    let password = random_hex(8)?;
    let new = NewAccount {
        login: "operator".to_owned(),
        name: "系统管理员".to_owned(),
        password: password.clone(),
        operator: true,
        locale: "zh-CN".to_owned(),
    };
    accounts::add(app, new).await?;
    Ok(Some(password))
}
