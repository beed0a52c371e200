//! Mandates asked for by an operator count once they are confirmed: by a representative of the organisation, or, where
//! nobody represents it yet, by a second operator or on the command line.

use super::operator_log::record;
use super::page::{self, Page, Size};
use super::people::MandateView;
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use crate::db::mandates::Named;
use crate::db::words::{value, word};
use crate::notify::Notice;
use domain::operator::{Doer, MandateTerms, OperatorAct};
use domain::party::MandateRole;
use domain::policy::{AnswerMandate, Answering, Permit, RunAccounts, answer_mandate, by_command};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

/// Where a mandate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MandateState {
    /// Asked for, not confirmed: it does not count.
    Requested,
    Confirmed,
    Refused,
    Revoked,
}

impl MandateState {
    pub(super) const fn of(row: &Named) -> Self {
        match (row.revoked_at.is_some(), row.refused_at.is_some(), row.confirmed_at.is_some()) {
            (true, _, _) => Self::Revoked,
            (_, true, _) => Self::Refused,
            (_, _, true) => Self::Confirmed,
            _ => Self::Requested,
        }
    }
}

/// Roles that speak for an organisation: the chief of a party, the reviewer of a bureau.
const SPEAKING: [MandateRole; 2] = [MandateRole::ChiefRepresentative, MandateRole::Reviewer];

/// Organisations for which the viewer speaks, without limit: their public ids.
fn speaks_for(viewer: &Viewer) -> impl Iterator<Item = Uuid> {
    let speaking = |held: &&super::ActiveMandate| held.negotiation.is_none() && SPEAKING.contains(&held.role);
    viewer.mandates().iter().filter(speaking).map(|held| held.organisation)
}

/// Only for who holds a mandate for the organisation without limit, and for operators: for anybody else it is not there.
pub(super) fn may_look(viewer: &Viewer, organisation: Uuid) -> Answer<()> {
    viewer.account()?;
    let within = viewer.mandates().iter().any(|held| held.negotiation.is_none() && held.organisation == organisation);
    if within || viewer.is_operator() { Ok(()) } else { Err(Error::NotFound) }
}

/// What the log keeps of a mandate.
pub(super) fn terms(row: &Named) -> Answer<MandateTerms> {
    Ok(MandateTerms {
        mandate: row.public_id,
        account: row.account_id,
        name: row.account_name.clone(),
        role: value(&row.role)?,
        negotiation: row.negotiation_id,
        from: row.valid_from,
        to: row.valid_to,
    })
}

/// Who does it, for the log: with the key of the account.
pub(super) type By = (Option<i64>, Doer);

/// The viewer as an operator.
pub(super) fn as_operator(viewer: &Viewer) -> Answer<(Permit<RunAccounts>, By)> {
    let permit = viewer.operator()?;
    let Viewer::Account { id, key, name, .. } = viewer else { return Err(Error::Unauthenticated) };
    Ok((permit, (Some(*key), Doer::Operator { account: *id, name: name.clone() })))
}

/// Who wants to answer a request.
struct Answerer {
    key: i64,
    account: Uuid,
    name: String,
    operator: bool,
    speaks_for: Vec<Uuid>,
}

impl Answerer {
    /// Somebody with an account: for anybody else nothing is looked up.
    fn of(viewer: &Viewer) -> Answer<Self> {
        let Viewer::Account { id, key, name, operator, .. } = viewer else { return Err(Error::Unauthenticated) };
        let speaks_for = speaks_for(viewer).collect();
        Ok(Self { key: *key, account: *id, name: name.clone(), operator: *operator, speaks_for })
    }

    /// As whom the request may be answered, and the permit for it; hidden from who has no part in it.
    async fn permitted(self, app: &App, tx: &impl ConnectionTrait, row: &Named) -> Answer<(Permit<AnswerMandate>, By)> {
        let speaks = self.speaks_for.contains(&row.organisation_id);
        let represented = represented(app, tx, row.organisation).await?;
        let (asked, holder) = (row.granted_by == self.key, row.account_id == self.account);
        let by = Answering { speaks, operator: self.operator, asked, holder, represented };
        let permit = answer_mandate(row.id, by)?;
        let Self { key, account, name, .. } = self;
        let doer = if speaks { Doer::Representative { account, name } } else { Doer::Operator { account, name } };
        Ok((permit, (Some(key), doer)))
    }
}

async fn represented(app: &App, db: &impl ConnectionTrait, organisation: i64) -> Answer<bool> {
    let roles = SPEAKING.map(|role| word(&role));
    Ok(db::mandates::spoken_for(db, organisation, &roles, app.today()).await?)
}

async fn requested(tx: &impl ConnectionTrait, id: Uuid) -> Answer<Named> {
    db::mandates::find(tx, id).await?.ok_or(Error::NotFound)
}

/// Confirms a mandate that was asked for: from now on it counts.
///
/// # Errors
/// [`Error::NotFound`] for who has no part in it; [`Error::Forbidden`] for the operator who asked, and for operators
/// where the organisation is represented; [`Error::Conflict`] when it was answered before.
pub async fn confirm(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    let answerer = Answerer::of(viewer)?;
    let tx = app.begin_write().await?;
    let row = requested(&*tx, id).await?;
    let (permit, by) = answerer.permitted(app, &*tx, &row).await?;
    db::mandates::confirm(&*tx, permit, by.0, app.now()).await?;
    record(app, &*tx, row.organisation_id, by, OperatorAct::ConfirmMandate(terms(&row)?)).await?;
    app.commit(tx, &[Notice::account(row.account_id)]).await
}

/// Refuses a mandate that was asked for.
///
/// # Errors
/// As [`confirm`].
pub async fn refuse(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    let answerer = Answerer::of(viewer)?;
    let tx = app.begin_write().await?;
    let row = requested(&*tx, id).await?;
    let (permit, by) = answerer.permitted(app, &*tx, &row).await?;
    db::mandates::refuse(&*tx, permit, app.now()).await?;
    record(app, &*tx, row.organisation_id, by, OperatorAct::RefuseMandate(terms(&row)?)).await?;
    app.commit(tx, &[]).await
}

/// Confirms a mandate without asking who: for the command line and the demonstration.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it was answered before.
pub async fn confirm_by_command(app: &App, id: Uuid) -> Answer<()> {
    let tx = app.begin_write().await?;
    let row = requested(&*tx, id).await?;
    db::mandates::confirm(&*tx, by_command(row.id), None, app.now()).await?;
    let done = OperatorAct::ConfirmMandate(terms(&row)?);
    record(app, &*tx, row.organisation_id, (None, Doer::CommandLine), done).await?;
    app.commit(tx, &[Notice::account(row.account_id)]).await
}

/// Revokes a mandate; for the operator.
///
/// # Errors
/// [`Error::NotFound`] when there is none to revoke.
pub async fn revoke(app: &App, viewer: &Viewer, id: Uuid) -> Answer<()> {
    let (permit, by) = as_operator(viewer)?;
    let tx = app.begin_write().await?;
    let row = requested(&*tx, id).await?;
    match db::mandates::revoke(&*tx, permit, row.id, app.now()).await {
        Err(db::Error::Stale) => return Err(Error::NotFound),
        ended => ended?,
    }
    record(app, &*tx, row.organisation_id, by, OperatorAct::RevokeMandate(terms(&row)?)).await?;
    app.commit(tx, &[Notice::account(row.account_id)]).await
}

/// A mandate that somebody asks for.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = MandateRequest)]
pub struct RequestView {
    #[serde(flatten)]
    pub mandate: MandateView,
    /// Name of the person.
    pub account_name: String,
    /// Name of the organisation.
    pub organisation_name: String,
    /// The viewer may confirm or refuse it.
    pub mine: bool,
}

fn shown(row: Named, mine: bool) -> Answer<RequestView> {
    let (account_name, organisation_name) = (row.account_name.clone(), row.organisation_name.clone());
    Ok(RequestView { mandate: row.try_into()?, account_name, organisation_name, mine })
}

/// Mandates that wait for the viewer: as a representative, or as the second operator where nobody represents yet.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn requests(app: &App, viewer: &Viewer) -> Answer<Vec<RequestView>> {
    let key = viewer.account()?;
    let speaking: Vec<Uuid> = speaks_for(viewer).collect();
    if speaking.is_empty() && !viewer.is_operator() {
        return Ok(Vec::new());
    }
    let roles = SPEAKING.map(|role| word(&role));
    let found = db::mandates::requested(&app.db, &speaking, viewer.is_operator(), &roles, app.today()).await?;
    let waits = |row: &Named| speaking.contains(&row.organisation_id) || row.granted_by != key && !own(viewer, row);
    found.into_iter().filter(waits).map(|row| shown(row, true)).collect()
}

fn own(viewer: &Viewer, row: &Named) -> bool {
    matches!(viewer, Viewer::Account { id, .. } if *id == row.account_id)
}

/// All mandates of an organisation, the newest first; for those who hold one for it without limit, and for operators.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn of_organisation(app: &App, viewer: &Viewer, organisation: Uuid) -> Answer<Vec<RequestView>> {
    super::people::organisation(app, viewer, organisation).await?;
    let speaks = speaks_for(viewer).any(|own| own == organisation);
    let rows = db::mandates::all_of(&app.db, organisation).await?;
    let mine = |row: &Named| speaks && MandateState::of(row) == MandateState::Requested;
    rows.into_iter().map(|row| (mine(&row), row)).map(|(mine, row)| shown(row, mine)).collect()
}

/// Mandates a page.
const PAGE: Size = Size(100);

/// A page of the mandates with the names of what they name, in the order in which they were asked for; for the operator.
///
/// # Errors
/// [`Error::NotFound`] for anybody else; [`Error::Invalid`] for an `after` that no page named.
pub async fn page(app: &App, viewer: &Viewer, after: Option<&str>) -> Answer<Page<RequestView>> {
    viewer.operator()?;
    let last = match page::after(after)? {
        None => None,
        Some(id) => Some(db::mandates::find(&app.db, id).await?.ok_or_else(page::unknown)?.id),
    };
    let rows = db::mandates::page(&app.db, last, PAGE.more()).await?;
    PAGE.of(rows, |row| shown(row, false), |named| named.mandate.id.to_string())
}

/// Nobody grants himself a mandate.
pub(super) fn not_himself(viewer: &Viewer, account: Uuid) -> Answer<()> {
    let own = matches!(viewer, Viewer::Account { id, .. } if *id == account);
    let fault = || Error::Invalid(vec![FieldFault { field: "account".to_owned(), code: FieldCode::OwnAccount }]);
    if own { Err(fault()) } else { Ok(()) }
}
