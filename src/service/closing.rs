//! Accounts are closed and opened again: by an operator, or on the command line. A closed account is nobody at once: its
//! sessions, tokens and calendar feeds end, its open streams are told.

use super::mandates::{By, as_operator};
use super::operator_log::record;
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use crate::notify::Notice;
use domain::operator::{AccountNamed, Doer, OperatorAct};
use domain::policy::{Permit, RunAccounts, by_command};
use entity::account;
use uuid::Uuid;

/// Closes an account; for the operator. At least one operator stays.
///
/// # Errors
/// [`Error::NotFound`] for no such account; [`Error::Conflict`] for one that is closed; a fault of `account` for the
/// last operator.
pub async fn close(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    let (permit, by) = as_operator(viewer)?;
    let account = db::accounts::by_id(&app.db, id).await?.ok_or(Error::NotFound)?;
    shut(app, permit, by, account).await
}

/// Opens a closed account again; for the operator. What ended stays ended: its person signs in anew.
///
/// # Errors
/// [`Error::NotFound`] for no such account; [`Error::Conflict`] for one that is not closed.
pub async fn reopen(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    let (permit, by) = as_operator(viewer)?;
    let account = db::accounts::by_id(&app.db, id).await?.ok_or(Error::NotFound)?;
    open(app, permit, by, account).await
}

/// Closes the account of a login, or opens it again, without asking who: for the command line.
///
/// # Errors
/// As [`close`] and [`reopen`].
pub async fn set_by_command(app: &App, login: &str, closed: bool) -> Answer<()> {
    let login = domain::text::login_key(login);
    let account = db::accounts::by_login(&app.db, &login).await?.ok_or(Error::NotFound)?;
    let (permit, by) = (by_command(0), (None, Doer::CommandLine));
    if closed { shut(app, permit, by, account).await } else { open(app, permit, by, account).await }
}

async fn shut(app: &App, permit: Permit<RunAccounts>, by: By, account: account::Model) -> Answer<()> {
    let tx = app.begin_write().await?;
    if account.operator && db::accounts::open_operators(&*tx).await? == [account.id] {
        let last = FieldFault { field: "account".to_owned(), code: FieldCode::LastOperator };
        return Err(Error::Invalid(vec![last]));
    }
    db::accounts::set_closed(&*tx, permit, account.id, Some(app.now())).await?;
    db::accounts::close_all(&*tx, account.id, &permit).await?;
    db::calendars::revoke_all(&*tx, &permit, account.id, app.now()).await?;
    told(app, &*tx, by, &account, OperatorAct::CloseAccount).await?;
    app.commit(tx, &[Notice::account(account.public_id)]).await
}

async fn open(app: &App, permit: Permit<RunAccounts>, by: By, account: account::Model) -> Answer<()> {
    let tx = app.begin_write().await?;
    db::accounts::set_closed(&*tx, permit, account.id, None).await?;
    told(app, &*tx, by, &account, OperatorAct::ReopenAccount).await?;
    app.commit(tx, &[]).await
}

/// Writes it to the log of every organisation for which the person holds a mandate.
async fn told(
    app: &App,
    tx: &impl db::Write,
    by: By,
    account: &account::Model,
    act: impl Fn(AccountNamed) -> OperatorAct,
) -> Answer<()> {
    let named = AccountNamed { account: account.public_id, name: account.name.clone() };
    for organisation in db::mandates::organisations_of(tx, account.id).await? {
        record(app, tx, organisation, by.clone(), act(named.clone())).await?;
    }
    Ok(())
}
