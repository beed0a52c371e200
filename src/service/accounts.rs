//! Accounts, passwords (argon2id), sessions.

use super::error::Faults;
use super::{Answer, App, Error, FieldFault, Viewer};
use crate::db;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use chrono::Duration;
use domain::term::sha256_hex;
use entity::account;
use sea_orm::ActiveValue::Set;
use serde::Serialize;

/// Days a session lasts.
const SESSION_DAYS: i64 = 14;
/// Shortest password, in characters.
const SHORTEST: usize = 10;

/// How a token is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A browser's cookie.
    Cookie,
    /// An `Authorization: Bearer` header.
    Bearer,
}

/// A fresh session: the only time its token is known.
#[derive(Clone, Debug, Serialize)]
pub struct Token {
    /// The secret.
    pub token: String,
    /// Token of its forms.
    #[serde(skip)]
    pub csrf: String,
    /// When it ends.
    pub expires_at: chrono::DateTime<chrono::Utc>,
}

/// An account as the operator sees it.
#[derive(Clone, Debug, Serialize)]
pub struct AccountView {
    /// Id.
    pub id: i64,
    pub login: String,
    pub name: String,
    /// Runs accounts.
    pub operator: bool,
    /// `zh-CN` or `en`.
    pub locale: String,
}

impl From<account::Model> for AccountView {
    fn from(row: account::Model) -> Self {
        Self { id: row.id, login: row.login, name: row.name, operator: row.operator, locale: row.locale }
    }
}

#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Login: letters, digits, `.`, `_`, `-`, `@`.
    pub login: String,
    pub name: String,
    /// At least ten characters.
    pub password: String,
    /// Runs accounts.
    pub operator: bool,
    /// `zh-CN` or `en`.
    pub locale: String,
}

/// Random hex of `bytes` bytes.
///
/// # Errors
/// When the system has no randomness.
pub fn random_hex(bytes: usize) -> Result<String, Error> {
    let mut secret = vec![0; bytes];
    getrandom::fill(&mut secret).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(hex::encode(secret))
}

/// Hashes a password; slow on purpose, so off the async threads.
///
/// # Errors
/// [`Error::Internal`].
pub async fn hash(password: String) -> Result<String, Error> {
    let work = move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string());
    let internal = |error: String| Error::Internal(error);
    let hashed = tokio::task::spawn_blocking(work).await.map_err(|error| internal(error.to_string()))?;
    hashed.map_err(|error| internal(error.to_string()))
}

async fn verify(password: String, hash: String) -> Result<bool, Error> {
    let work = move || {
        PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))
}

/// Signs in; an unknown login takes as long as a wrong password, and answers the same.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn sign_in(app: &App, login: &str, password: &str, carrier: Carrier) -> Answer<Token> {
    let found = db::accounts::by_login(&app.db, login.trim()).await?.filter(|row| row.disabled_at.is_none());
    let hash = found.as_ref().map_or_else(|| app.decoy_hash.to_string(), |row| row.password_hash.clone());
    let right = verify(password.to_owned(), hash).await?;
    let account = found.filter(|_| right).ok_or(Error::Unauthenticated)?;
    let (token, csrf) = (random_hex(32)?, random_hex(16)?);
    let now = app.now();
    let expires_at = now.checked_add_signed(Duration::days(SESSION_DAYS)).unwrap_or(now);
    let session = db::accounts::NewSession {
        token_hash: sha256_hex(&token),
        account: account.id,
        kind: if carrier == Carrier::Cookie { "cookie" } else { "bearer" },
        csrf: csrf.clone(),
        created_at: now,
        expires_at,
    };
    db::accounts::clear_sessions(&app.db, now).await?;
    db::accounts::open_session(&app.db, session).await?;
    Ok(Token { token, csrf, expires_at })
}

/// A session found by its token.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub viewer: Viewer,
    /// Token of the session's forms.
    pub csrf: String,
}

/// Who a token is; a bad or ended one is an error, not the public.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn authenticate(app: &App, token: &str, carrier: Carrier) -> Answer<SignedIn> {
    let found = db::accounts::session(&app.db, &sha256_hex(token)).await?;
    let (session, account) = found.ok_or(Error::Unauthenticated)?;
    let kind = if carrier == Carrier::Cookie { "cookie" } else { "bearer" };
    if session.kind != kind || session.expires_at <= app.now() || account.disabled_at.is_some() {
        return Err(Error::Unauthenticated);
    }
    Ok(SignedIn { viewer: Viewer::of(app, account).await?, csrf: session.csrf })
}

/// Signs out.
///
/// # Errors
/// The store's.
pub async fn sign_out(app: &App, token: &str) -> Answer<()> {
    Ok(db::accounts::close_session(&app.db, &sha256_hex(token)).await?)
}

/// Creates an account; for the operator.
///
/// # Errors
/// Faults of fields, [`Error::NotFound`] for anybody else.
pub async fn create(app: &App, viewer: &Viewer, new: NewAccount) -> Answer<AccountView> {
    viewer.operator()?;
    add(app, new).await
}

/// Creates an account without asking who: for the command line and the first start.
///
/// # Errors
/// Faults of fields.
pub async fn add(app: &App, new: NewAccount) -> Answer<AccountView> {
    let mut faults = Faults::default();
    faults.text("login", &new.login, 64);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    faults.check(new.login.chars().all(plain), "login", "login-characters");
    faults.text("name", &new.name, 100);
    faults.check(new.password.chars().count() >= SHORTEST, "password", "password-short");
    faults.check(new.password.len() <= 1024, "password", "too-long");
    faults.check(matches!(new.locale.as_str(), "zh-CN" | "en"), "locale", "unknown");
    faults.finish()?;
    let row = account::ActiveModel {
        login: Set(new.login),
        name: Set(new.name),
        password_hash: Set(hash(new.password).await?),
        operator: Set(new.operator),
        locale: Set(new.locale),
        disabled_at: Set(None),
        created_at: Set(app.now()),
        ..Default::default()
    };
    match db::accounts::insert(&app.db, row).await {
        Ok(row) => Ok(row.into()),
        Err(db::Error::Taken) => Err(Error::Invalid(vec![FieldFault { field: "login".to_owned(), code: "taken" }])),
        Err(error) => Err(error.into()),
    }
}

/// Changes the viewer's own password and ends all their sessions.
///
/// # Errors
/// Faults of fields: the present password is wrong, the new one too short.
pub async fn change_password(app: &App, viewer: &Viewer, present: &str, new: &str) -> Answer<()> {
    let id = viewer.account()?;
    let account = db::accounts::find(&app.db, id).await?.ok_or(Error::Unauthenticated)?;
    let mut faults = Faults::default();
    faults.check(verify(present.to_owned(), account.password_hash).await?, "present", "password-wrong");
    faults.check(new.chars().count() >= SHORTEST, "new", "password-short");
    faults.check(new.len() <= 1024, "new", "too-long");
    faults.finish()?;
    db::accounts::set_password(&app.db, id, hash(new.to_owned()).await?).await?;
    Ok(db::accounts::close_all(&app.db, id).await?)
}

/// All accounts; for the operator.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn list(app: &App, viewer: &Viewer) -> Answer<Vec<AccountView>> {
    viewer.operator()?;
    Ok(db::accounts::all(&app.db).await?.into_iter().map(AccountView::from).collect())
}

/// Whether nobody has an account yet.
///
/// # Errors
/// The store's.
pub async fn is_empty(app: &App) -> Answer<bool> {
    Ok(db::accounts::count(&app.db).await? == 0)
}
