//! Accounts and their sessions.

use super::Error;
use super::Write;
use chrono::{DateTime, Utc};
use domain::policy::{EndsSessions, Own, Permit, RunAccounts};
use entity::{account, login_session};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Stores an account.
///
/// # Errors
/// [`Error::Taken`] for a login that is.
pub async fn insert(
    db: &impl Write,
    row: account::ActiveModel,
    _permit: Permit<RunAccounts>,
) -> Result<account::Model, Error> {
    Ok(account::Entity::insert(row).exec_with_returning(db).await?)
}

/// By login.
///
/// # Errors
/// The database's.
pub async fn by_login(db: &impl ConnectionTrait, login: &str) -> Result<Option<account::Model>, Error> {
    Ok(account::Entity::find().filter(account::Column::Login.eq(login)).one(db).await?)
}

/// By id.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<account::Model>, Error> {
    Ok(account::Entity::find_by_id(id).one(db).await?)
}

/// Those of these accounts that there are.
///
/// # Errors
/// The database's.
pub async fn among(db: &impl ConnectionTrait, ids: &BTreeSet<Uuid>) -> Result<Vec<account::Model>, Error> {
    Ok(account::Entity::find().filter(account::Column::PublicId.is_in(ids.iter().copied())).all(db).await?)
}

/// By public id.
///
/// # Errors
/// The database's.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<account::Model>, Error> {
    Ok(account::Entity::find().filter(account::Column::PublicId.eq(id)).one(db).await?)
}

/// At most `limit` accounts after a key, in the order in which they came.
///
/// # Errors
/// The database's.
pub async fn page(db: &impl ConnectionTrait, after: Option<i64>, limit: u64) -> Result<Vec<account::Model>, Error> {
    use account::Column as C;
    let found = account::Entity::find().filter(C::Id.gt(after.unwrap_or(0)));
    Ok(found.order_by_asc(C::Id).limit(limit).all(db).await?)
}

/// At most `limit` open accounts, in the order of their names.
///
/// # Errors
/// The database's.
pub async fn named(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<account::Model>, Error> {
    use account::Column as C;
    let found = account::Entity::find().filter(C::ClosedAt.is_null());
    Ok(found.order_by_asc(C::Name).order_by_asc(C::Id).limit(limit).all(db).await?)
}

/// Names by id.
///
/// # Errors
/// The database's.
pub async fn names(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64> + Send,
) -> Result<HashMap<i64, String>, Error> {
    use account::Column as C;
    let wanted: BTreeSet<i64> = ids.collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let found = account::Entity::find().select_only().columns([C::Id, C::Name]).filter(C::Id.is_in(wanted));
    Ok(found.into_tuple::<(i64, String)>().all(db).await?.into_iter().collect())
}

/// How many there are.
///
/// # Errors
/// The database's.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, Error> {
    Ok(account::Entity::find().count(db).await?)
}

/// Sets a new password hash: the person's own.
///
/// # Errors
/// The database's.
pub async fn set_password(db: &impl Write, permit: Permit<Own>, hash: String) -> Result<(), Error> {
    use sea_orm::sea_query::Expr;
    let update = account::Entity::update_many().col_expr(account::Column::PasswordHash, Expr::value(hash));
    update.filter(account::Column::Id.eq(permit.object())).exec(db).await?;
    Ok(())
}

/// A session being opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// SHA-256 (hex) of the token.
    pub token_hash: String,
    /// Whose.
    pub account: i64,
    /// `cookie` or `bearer`.
    pub kind: &'static str,
    /// Token of its forms.
    pub csrf: String,
    /// When opened.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Stores a session.
///
/// # Errors
/// The database's.
pub async fn open_session(db: &impl Write, new: NewSession) -> Result<(), Error> {
    let row = login_session::ActiveModel {
        token_hash: Set(new.token_hash),
        account: Set(new.account),
        kind: Set(new.kind.to_owned()),
        csrf: Set(new.csrf),
        created_at: Set(new.created_at),
        expires_at: Set(new.expires_at),
        ..Default::default()
    };
    login_session::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Clears away sessions that have run out.
///
/// # Errors
/// The database's.
pub async fn clear_sessions(db: &impl Write, now: DateTime<Utc>) -> Result<(), Error> {
    let delete = login_session::Entity::delete_many().filter(login_session::Column::ExpiresAt.lte(now));
    delete.exec(db).await?;
    Ok(())
}

/// The session of a token, with its account.
///
/// # Errors
/// The database's.
pub async fn session(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<(login_session::Model, account::Model)>, Error> {
    let found = login_session::Entity::find().filter(login_session::Column::TokenHash.eq(token_hash)).one(db).await?;
    let Some(session) = found else { return Ok(None) };
    Ok(find(db, session.account).await?.map(|account| (session, account)))
}

/// Ends one session.
///
/// # Errors
/// The database's.
pub async fn close_session(db: &impl Write, token_hash: &str) -> Result<(), Error> {
    let delete = login_session::Entity::delete_many().filter(login_session::Column::TokenHash.eq(token_hash));
    delete.exec(db).await?;
    Ok(())
}

/// Ends every session of an account.
///
/// # Errors
/// [`Error::Stale`] where the permit does not reach it.
pub async fn close_all(db: &impl ConnectionTrait, account: i64, permit: &impl EndsSessions) -> Result<(), Error> {
    if !permit.reaches(account) {
        return Err(Error::Stale);
    }
    login_session::Entity::delete_many().filter(login_session::Column::Account.eq(account)).exec(db).await?;
    Ok(())
}

/// Keys of the operators whose accounts are open, by key; nobody changes them before this transaction ends.
///
/// # Errors
/// The database's.
pub async fn open_operators(db: &impl ConnectionTrait) -> Result<Vec<i64>, Error> {
    use account::Column as C;
    let found = account::Entity::find().filter(C::Operator.eq(true)).filter(C::ClosedAt.is_null());
    let rows = found.order_by_asc(C::Id).lock_exclusive().all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Closes an account at an instant, or opens it again.
///
/// # Errors
/// [`Error::Stale`] when that is what it is already.
pub async fn set_closed(
    db: &impl Write,
    _permit: Permit<RunAccounts>,
    id: i64,
    at: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    use account::Column as C;
    use sea_orm::sea_query::Expr;
    let now = if at.is_some() { C::ClosedAt.is_null() } else { C::ClosedAt.is_not_null() };
    let update = account::Entity::update_many().col_expr(C::ClosedAt, Expr::value(at));
    let done = update.filter(C::Id.eq(id)).filter(now).exec(db).await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}
