//! Accounts, passwords (argon2id), sessions.

use super::error::Faults;
use super::page::{self, Page, Size};
use super::passwords::Attempt;
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use crate::notify::Notice;
use chrono::Duration;
use domain::limits::NAME;
use domain::policy::{Permit, RunAccounts, by_command};
use domain::term::sha256_hex;
use domain::text::login_key;
use entity::account;
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use std::net::IpAddr;
use uuid::Uuid;

/// Days a session lasts.
const SESSION_DAYS: i64 = 14;
/// Longest login, in characters.
const LONGEST_LOGIN: usize = 64;
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
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
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
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct AccountView {
    /// Id.
    pub id: Uuid,
    pub login: String,
    pub name: String,
    /// Runs accounts.
    pub operator: bool,
    /// `zh-CN` or `en`.
    pub locale: String,
    /// Closed: nobody can sign in.
    pub closed: bool,
}

impl From<account::Model> for AccountView {
    fn from(row: account::Model) -> Self {
        let closed = row.closed_at.is_some();
        let (id, login, name, operator, locale) = (row.public_id, row.login, row.name, row.operator, row.locale);
        Self { id, login, name, operator, locale, closed }
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
    getrandom::fill(&mut secret).map_err(|error| Error::internal(error.to_string()))?;
    Ok(hex::encode(secret))
}

/// Random bytes.
///
/// # Errors
/// When the system has no randomness.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::internal(error.to_string()))?;
    Ok(bytes)
}

/// A random id (UUID version 4).
///
/// # Errors
/// When the system has no randomness.
pub(super) fn random_id() -> Result<Uuid, Error> {
    Ok(uuid::Builder::from_random_bytes(random()?).into_uuid())
}

/// Signs in; an unknown login takes as long as a wrong password, and answers the same.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::TooMany`] after failures from this address.
pub async fn sign_in(app: &App, login: &str, password: &str, carrier: Carrier, address: IpAddr) -> Answer<Token> {
    let login = login_key(login);
    let found = db::accounts::by_login(&app.db, &login).await?.filter(|row| row.closed_at.is_none());
    let hash = found.as_ref().map(|row| row.password_hash.clone());
    let attempt = Attempt { login: &login, address, at: app.now() };
    let right = app.passwords.verify(attempt, password.to_owned(), hash).await?;
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
    let tx = app.begin_write().await?;
    db::accounts::clear_sessions(&tx, now).await?;
    db::accounts::open_session(&tx, session).await?;
    tx.commit().await?;
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
    if session.kind != kind || session.expires_at <= app.now() || account.closed_at.is_some() {
        return Err(Error::Unauthenticated);
    }
    Ok(SignedIn { viewer: Viewer::of(app, account).await?, csrf: session.csrf })
}

/// Signs out.
///
/// # Errors
/// The store's.
pub async fn sign_out(app: &App, token: &str) -> Answer<()> {
    app.write(async |tx| Ok(db::accounts::close_session(tx, &sha256_hex(token)).await?)).await
}

/// Creates an account; for the operator.
///
/// # Errors
/// Faults of fields, [`Error::NotFound`] for anybody else.
pub async fn create(app: &App, viewer: &Viewer, new: NewAccount) -> Answer<AccountView> {
    store(app, new, viewer.operator()?).await
}

/// Creates an account without asking who: for the command line and the first start.
///
/// # Errors
/// Faults of fields.
pub async fn add(app: &App, new: NewAccount) -> Answer<AccountView> {
    store(app, new, by_command(0)).await
}

async fn store(app: &App, new: NewAccount, permit: Permit<RunAccounts>) -> Answer<AccountView> {
    let mut faults = Faults::default();
    let login = login_key(faults.name("login", &new.login, LONGEST_LOGIN));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    faults.check(login.chars().all(plain), "login", FieldCode::LoginCharacters);
    let name = faults.name("name", &new.name, NAME).to_owned();
    faults.check(new.password.chars().count() >= SHORTEST, "password", FieldCode::PasswordShort);
    faults.check(new.password.len() <= 1024, "password", FieldCode::TooLong);
    faults.check(matches!(new.locale.as_str(), "zh-CN" | "en"), "locale", FieldCode::Unknown);
    faults.finish()?;
    let row = account::ActiveModel {
        public_id: Set(random_id()?),
        login: Set(login),
        name: Set(name),
        password_hash: Set(app.passwords.hash(new.password).await?),
        operator: Set(new.operator),
        locale: Set(new.locale),
        closed_at: Set(None),
        created_at: Set(app.now()),
        ..Default::default()
    };
    let tx = app.begin_write().await?;
    match db::accounts::insert(&tx, row, permit).await {
        Ok(row) => {
            tx.commit().await?;
            Ok(row.into())
        }
        Err(db::Error::Taken) => {
            Err(Error::Invalid(vec![FieldFault { field: "login".to_owned(), code: FieldCode::Taken }]))
        }
        Err(error) => Err(error.into()),
    }
}

/// A change of the own password.
#[derive(Clone, Debug)]
pub struct PasswordChange<'a> {
    pub present: &'a str,
    pub new: &'a str,
    /// The addresses of the own calendar feeds end too.
    pub end_calendars: bool,
    /// From where: wrong present passwords are counted as failed sign-ins are.
    pub address: IpAddr,
}

/// Changes the viewer's own password and ends all their sessions and tokens, and their calendar feeds where asked.
///
/// # Errors
/// Faults of fields: the present password is wrong, the new one too short; [`Error::TooMany`].
pub async fn change_password(app: &App, viewer: &Viewer, change: PasswordChange<'_>) -> Answer<()> {
    let own = viewer.own()?;
    let account = db::accounts::find(&app.db, own.object()).await?.ok_or(Error::Unauthenticated)?;
    let login = login_key(&account.login);
    let attempt = Attempt { login: &login, address: change.address, at: app.now() };
    let right = app.passwords.verify(attempt, change.present.to_owned(), Some(account.password_hash)).await?;
    let mut faults = Faults::default();
    faults.check(right, "present", FieldCode::PasswordWrong);
    faults.check(change.new.chars().count() >= SHORTEST, "new", FieldCode::PasswordShort);
    faults.check(change.new.len() <= 1024, "new", FieldCode::TooLong);
    faults.finish()?;
    let hash = app.passwords.hash(change.new.to_owned()).await?;
    let tx = app.begin_write().await?;
    db::accounts::set_password(&*tx, own, hash).await?;
    db::accounts::close_all(&*tx, own.object(), &own).await?;
    if change.end_calendars {
        db::calendars::revoke_all(&*tx, &own, own.object(), app.now()).await?;
    }
    app.commit(tx, &[Notice::account(account.public_id)]).await
}

/// Accounts a page.
const PAGE: Size = Size(100);

/// A page of the accounts, in the order in which they came; for the operator. `after` is the page before's `next`.
///
/// # Errors
/// [`Error::NotFound`] for anybody else; [`Error::Invalid`] for an `after` that no page named.
pub async fn list(app: &App, viewer: &Viewer, after: Option<&str>) -> Answer<Page<AccountView>> {
    viewer.operator()?;
    let last = match page::after(after)? {
        None => None,
        Some(id) => Some(db::accounts::by_id(&app.db, id).await?.ok_or_else(page::unknown)?.id),
    };
    let rows = db::accounts::page(&app.db, last, PAGE.more()).await?;
    PAGE.of(rows, |row| Ok(row.into()), |account: &AccountView| account.id.to_string())
}

/// Most accounts that a form offers.
const OFFERED: u64 = 1000;

/// Open accounts that a form offers, by name: the first thousand; for the operator.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn offered(app: &App, viewer: &Viewer) -> Answer<Vec<AccountView>> {
    viewer.operator()?;
    Ok(db::accounts::named(&app.db, OFFERED).await?.into_iter().map(AccountView::from).collect())
}

/// Whether nobody has an account yet.
///
/// # Errors
/// The store's.
pub async fn is_empty(app: &App) -> Answer<bool> {
    Ok(db::accounts::count(&app.db).await? == 0)
}
