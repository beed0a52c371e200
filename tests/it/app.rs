//! The product on a fresh database, with a clock that the test sets.

use crate::caller::Caller;
use axum::Router;
use axum::extract::Request;
use chrono_tz::Tz;
use concord::boot;
use concord::clock::SetClock;
use concord::http::{Reach, router};
use concord::service::App;
use concord::service::accounts::{NewAccount, add};
use domain::statute::RulebookSet;
use migration::MigratorTrait;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tower::{ServiceExt, service_fn};

pub const OPERATOR: (&str, &str) = ("operator", "operator-password");

/// The product under test.
pub struct TestApp {
    pub app: App,
    pub clock: Arc<SetClock>,
    pub router: Router,
    /// What the store is asked.
    pub statements: Arc<Statements>,
    folder: Option<TempDir>,
}

/// The statements that the store is asked, while somebody wants to know.
#[derive(Default)]
pub struct Statements(Mutex<Option<Vec<Statement>>>);

impl Statements {
    fn add(&self, statement: &Statement) {
        if let Some(kept) = self.0.lock().unwrap().as_mut() {
            kept.push(statement.clone());
        }
    }

    /// Keeps what is asked from now on.
    pub fn begin(&self) {
        *self.0.lock().unwrap() = Some(Vec::new());
    }

    /// What was asked since.
    pub fn end(&self) -> Vec<Statement> {
        self.0.lock().unwrap().take().unwrap_or_default()
    }
}

/// Runs a story on both databases, and on two servers over one.
macro_rules! on_all {
    ($($(#[$attribute:meta])* $story:ident),+ $(,)?) => {
        $crate::app::on_both!($($(#[$attribute])* $story),+);
        mod two_servers {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$attribute])*
            async fn $story() {
                super::$story(&$crate::app::TestApp::pair().await).await;
            }
        )+}
    };
}
pub(crate) use on_all;

/// Runs a story on both databases.
macro_rules! on_both {
    ($($(#[$attribute:meta])* $story:ident),+ $(,)?) => {$(
        mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$attribute])*
            async fn sqlite() {
                super::$story(&$crate::app::TestApp::sqlite().await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$attribute])*
            async fn postgres() {
                super::$story(&$crate::app::TestApp::postgres().await).await;
            }
        }
    )+};
}
pub(crate) use on_both;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A fresh SQLite file, schema not yet there.
pub async fn sqlite_file() -> (DatabaseConnection, TempDir) {
    let (url, folder) = sqlite_url();
    (boot::connect(&url).await.unwrap(), folder)
}

/// A fresh PostgreSQL database, schema not yet there.
pub async fn postgres_database() -> DatabaseConnection {
    postgres_url().await.1
}

/// A fresh SQLite file's address.
pub fn sqlite_url() -> (String, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (format!("sqlite:{}?mode=rwc", folder.path().join("test.db").display()), folder)
}

/// A fresh PostgreSQL database: its address, and a connection.
pub async fn postgres_url() -> (String, DatabaseConnection) {
    let url = std::env::var("CONCORD_TEST_PG_URL")
        .expect("CONCORD_TEST_PG_URL is not set: run the tests with `cargo xtask test`, which starts PostgreSQL");
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = boot::connect(&url).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    admin.close().await.unwrap();
    let url = url.replacen("/postgres?", &format!("/{name}?"), 1);
    let db = boot::connect(&url).await.unwrap();
    (url, db)
}

impl TestApp {
    pub async fn sqlite() -> Self {
        let (db, folder) = sqlite_file().await;
        Self::over(db, Some(folder), Reach::default()).await
    }

    pub async fn postgres() -> Self {
        Self::over(postgres_database().await, None, Reach::default()).await
    }

    /// Over a database that others may serve too.
    pub async fn at_url(url: &str) -> Self {
        Self::over(boot::connect(url).await.unwrap(), None, Reach::default()).await
    }

    /// Two server processes over one PostgreSQL database: each with a pool, a bus and a router of its own.
    pub async fn two() -> (Self, Self) {
        let (url, db) = postgres_url().await;
        let first = Self::over(db, None, Reach::default()).await;
        let clock = Arc::clone(&first.clock);
        let db = boot::connect(&url).await.unwrap();
        let app = boot::app(db, Arc::<SetClock>::clone(&clock), RulebookSet::shipped().unwrap(), Tz::Asia__Shanghai)
            .await
            .unwrap();
        let router = router(app.clone(), Reach::default());
        (first, Self { app, clock, router, statements: Arc::default(), folder: None })
    }

    /// Two server processes over one PostgreSQL database that take requests in turns, as behind a proxy.
    pub async fn pair() -> Self {
        let (first, second) = Self::two().await;
        let (routers, next) = ([first.router.clone(), second.router], Arc::new(AtomicU32::new(0)));
        let in_turns = service_fn(move |request: Request| {
            let place = next.fetch_add(1, Ordering::Relaxed) % 2;
            routers[usize::from(place == 1)].clone().oneshot(request)
        });
        Self { router: Router::new().fallback_service(in_turns), ..first }
    }

    pub async fn behind_a_proxy() -> Self {
        let (db, folder) = sqlite_file().await;
        Self::over(db, Some(folder), Reach { behind_proxy: true, ..Reach::default() }).await
    }

    async fn over(mut db: DatabaseConnection, folder: Option<TempDir>, reach: Reach) -> Self {
        migration::Migrator::up(&db, None).await.unwrap();
        let statements: Arc<Statements> = Arc::default();
        let asked = Arc::clone(&statements);
        db.set_metric_callback(move |info| asked.add(info.statement));
        let clock = Arc::new(SetClock::at("2026-03-02T01:00:00Z".parse().unwrap()));
        let app = boot::app(db, Arc::<SetClock>::clone(&clock), RulebookSet::shipped().unwrap(), Tz::Asia__Shanghai)
            .await
            .unwrap();
        let operator = NewAccount {
            login: OPERATOR.0.to_owned(),
            name: "操作员".to_owned(),
            password: OPERATOR.1.to_owned(),
            operator: true,
            locale: "en".to_owned(),
        };
        add(&app, operator).await.unwrap();
        let router = router(app.clone(), reach);
        Self { app, clock, router, statements, folder }
    }

    /// The SQLite file.
    pub fn file(&self) -> PathBuf {
        self.folder.as_ref().expect("no SQLite").path().join("test.db")
    }

    /// Does what waits to be done, as a worker does.
    pub async fn work(&self) {
        concord::service::jobs::run_due(&self.app, "worker").await.unwrap();
    }

    /// A finished audit of a payroll, asked for and worked out.
    pub async fn audited(&self, caller: &Caller, contract: impl std::fmt::Display, payroll: &str) -> serde_json::Value {
        let path = format!("/api/v1/contracts/{contract}/audits");
        let taken = caller.send("POST", &path, "text/csv", payroll).await;
        assert_eq!(taken.status, 202, "{}", taken.text);
        self.work().await;
        let run = caller.get(&format!("/api/v1/audits/{}", taken.json()["id"].as_str().unwrap())).await.json();
        assert_eq!(run["state"], "done", "{run}");
        run
    }

    /// Sets the clock to an instant in UTC.
    pub fn at(&self, instant: &str) {
        self.clock.set(instant.parse().unwrap());
    }

    pub fn anonymous(&self) -> Caller {
        Caller { router: self.router.clone(), sign_in: None, token: Arc::default() }
    }

    /// A caller with a bearer token.
    pub async fn user(&self, login: &str, password: &str) -> Caller {
        let caller = Caller { sign_in: Some((login.to_owned(), password.to_owned())), ..self.anonymous() };
        assert_eq!(caller.get("/api/v1/me").await.status, 200);
        caller
    }

    pub async fn operator(&self) -> Caller {
        self.user(OPERATOR.0, OPERATOR.1).await
    }
}
