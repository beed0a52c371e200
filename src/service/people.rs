//! Organisations, their affiliation, mandates: what the operator keeps.

use super::accounts::random_id;
use super::error::Faults;
use super::mandates::{MandateState, as_operator, may_look, not_himself, terms};
use super::operator_log::record;
use super::page::{self, Page, Size};
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use crate::db::words::{value, word};
use chrono::NaiveDate;
use domain::limits::TITLE;
use domain::operator::OperatorAct;
use domain::party::{MandateRole, OrganisationKind};
use entity::mandate;
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use uuid::Uuid;

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct OrganisationView {
    /// Id.
    pub id: Uuid,
    /// Name in its own language.
    pub name: String,
    /// Name in English; may be empty.
    pub name_en: String,
    pub kind: OrganisationKind,
    /// Unified social credit code.
    pub credit_code: Option<String>,
    /// Code of the area where it is.
    pub area: String,
    /// Class of industry.
    pub industry: String,
}

impl TryFrom<entity::organisation::Model> for OrganisationView {
    type Error = db::Error;

    fn try_from(row: entity::organisation::Model) -> Result<Self, db::Error> {
        Ok(Self {
            id: row.public_id,
            name: row.name,
            name_en: row.name_en,
            kind: value(&row.kind)?,
            credit_code: row.credit_code,
            area: row.area,
            industry: row.industry,
        })
    }
}

#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// Name in its own language.
    pub name: String,
    /// Name in English; may be empty.
    pub name_en: String,
    pub kind: OrganisationKind,
    /// Code in the register of its jurisdiction; enterprises have one.
    pub credit_code: Option<String>,
    /// Code of the area.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Member of, from today.
    pub parent: Option<Uuid>,
}

/// Creates an organisation; for the operator.
///
/// # Errors
/// Faults of fields.
pub async fn create_organisation(app: &App, viewer: &Viewer, new: NewOrganisation) -> Answer<OrganisationView> {
    let permit = viewer.operator()?;
    let mut faults = Faults::default();
    let name = faults.name("name", &new.name, TITLE);
    let name_en = faults.line("name_en", &new.name_en, TITLE);
    let code_fits = new.credit_code.as_deref().is_none_or(|code| app.rulebooks.organisation_code_fits(code));
    faults.check(code_fits, "credit_code", FieldCode::OrganisationCode);
    faults.check(app.rulebooks.area_code_fits(&new.area), "area", FieldCode::AreaCode);
    faults.line("industry", &new.industry, 20);
    faults.finish()?;
    let tx = app.begin_write().await?;
    let row = db::organisations::NewOrganisation {
        id: random_id()?,
        name,
        name_en,
        kind: new.kind,
        credit_code: new.credit_code.as_deref(),
        area: &new.area,
        industry: &new.industry,
        zone: "",
        size: None,
    };
    let stored = db::organisations::insert(&tx, &row, app.now(), permit).await?;
    if let Some(parent) = new.parent {
        let unknown = || Error::Invalid(vec![FieldFault { field: "parent".to_owned(), code: FieldCode::Unknown }]);
        let parent = db::organisations::by_id(&tx, parent).await?.ok_or_else(unknown)?;
        db::organisations::affiliate(&tx, parent.id, stored.id, app.today(), None, permit).await?;
    }
    tx.commit().await?;
    Ok(stored.try_into()?)
}

/// Entries a page.
const PAGE: Size = Size(100);

/// Most organisations that a form offers.
const OFFERED: u64 = 1000;

/// A page of the organisations, in the order in which they came: any signed-in person may know who there is to bargain
/// with. `after` is the page before's `next`.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Invalid`] for an `after` that no page named.
pub async fn organisations(app: &App, viewer: &Viewer, after: Option<&str>) -> Answer<Page<OrganisationView>> {
    viewer.account()?;
    let last = match page::after(after)? {
        None => None,
        Some(id) => Some(db::organisations::by_id(&app.db, id).await?.ok_or_else(page::unknown)?.id),
    };
    let rows = db::organisations::page(&app.db, last, PAGE.more()).await?;
    PAGE.of(rows, |row| Ok(row.try_into()?), |organisation: &OrganisationView| organisation.id.to_string())
}

/// Organisations of some kinds (of all, for none named) that a form offers, by name: the first thousand.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn offered(app: &App, viewer: &Viewer, kinds: &[OrganisationKind]) -> Answer<Vec<OrganisationView>> {
    viewer.account()?;
    let kinds: Vec<String> = kinds.iter().map(word).collect();
    let rows = db::organisations::named(&app.db, &kinds, OFFERED).await?;
    Ok(rows.into_iter().map(OrganisationView::try_from).collect::<Result<_, _>>()?)
}

/// One organisation; for those who hold a mandate for it without limit, and for operators.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn organisation(app: &App, viewer: &Viewer, id: Uuid) -> Answer<OrganisationView> {
    may_look(viewer, id)?;
    Ok(db::organisations::by_id(&app.db, id).await?.ok_or(Error::NotFound)?.try_into()?)
}

/// Affiliates an organisation with another from a day on; for the operator.
///
/// # Errors
/// Faults of fields.
pub async fn affiliate(
    app: &App,
    viewer: &Viewer,
    parent: Uuid,
    child: Uuid,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Answer<()> {
    let permit = viewer.operator()?;
    let mut faults = Faults::default();
    let (above, below) =
        (db::organisations::by_id(&app.db, parent).await?, db::organisations::by_id(&app.db, child).await?);
    faults.check(above.is_some(), "parent", FieldCode::Unknown);
    faults.check(below.is_some(), "child", FieldCode::Unknown);
    faults.check(parent != child, "child", FieldCode::Same);
    faults.period(from, to);
    faults.finish()?;
    let (Some(above), Some(below)) = (above, below) else { return Err(Error::NotFound) };
    app.write(async |tx| Ok(db::organisations::affiliate(tx, above.id, below.id, from, to, permit).await?)).await
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MandateView {
    /// Id.
    pub id: Uuid,
    /// Account id.
    pub account: Uuid,
    /// Organisation id.
    pub organisation: Uuid,
    pub role: MandateRole,
    /// Limited to this negotiation.
    pub negotiation: Option<Uuid>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
    pub state: MandateState,
}

impl TryFrom<db::mandates::Named> for MandateView {
    type Error = db::Error;

    fn try_from(row: db::mandates::Named) -> Result<Self, db::Error> {
        let state = MandateState::of(&row);
        Ok(Self {
            id: row.public_id,
            account: row.account_id,
            organisation: row.organisation_id,
            role: value(&row.role)?,
            negotiation: row.negotiation_id,
            from: row.valid_from,
            to: row.valid_to,
            state,
        })
    }
}

/// A mandate as its holder sees it.
#[derive(Clone, Debug)]
pub struct OwnMandate {
    pub organisation_id: Uuid,
    /// Name of the organisation.
    pub organisation: String,
    pub role: MandateRole,
    /// Limited to this negotiation.
    pub negotiation: Option<Uuid>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// The viewer's own mandates in force today.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn own_mandates(app: &App, viewer: &Viewer) -> Answer<Vec<OwnMandate>> {
    let mut own = Vec::new();
    for row in db::mandates::in_force(&app.db, viewer.account()?, app.today()).await? {
        own.push(OwnMandate {
            organisation_id: row.organisation_id,
            organisation: row.organisation_name,
            role: value(&row.role)?,
            negotiation: row.negotiation_id,
            from: row.valid_from,
            to: row.valid_to,
        });
    }
    Ok(own)
}

#[derive(Clone, Debug)]
pub struct NewMandate {
    /// Account id.
    pub account: Uuid,
    /// Organisation id.
    pub organisation: Uuid,
    /// Role; reviewers are a bureau's, chiefs a party's.
    pub role: MandateRole,
    /// Limit to one negotiation.
    pub negotiation: Option<Uuid>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// Asks for a mandate; for the operator. It counts once it is confirmed.
///
/// # Errors
/// Faults of fields: nobody grants himself a mandate.
pub async fn grant(app: &App, viewer: &Viewer, new: NewMandate) -> Answer<MandateView> {
    let (permit, by) = as_operator(viewer)?;
    not_himself(viewer, new.account)?;
    let mut faults = Faults::default();
    let account = db::accounts::by_id(&app.db, new.account).await?;
    faults.check(account.is_some(), "account", FieldCode::Unknown);
    let organisation = db::organisations::by_id(&app.db, new.organisation).await?;
    faults.check(organisation.is_some(), "organisation", FieldCode::Unknown);
    if let Some(organisation) = &organisation {
        let kind: OrganisationKind = value(&organisation.kind)?;
        let fits = match new.role {
            MandateRole::Reviewer => kind == OrganisationKind::LabourBureau,
            MandateRole::ChiefRepresentative | MandateRole::Representative => kind.side().is_some(),
            MandateRole::Auditor | MandateRole::Observer => true,
        };
        faults.check(fits, "role", FieldCode::RoleOrganisation);
    }
    faults.period(new.from, new.to);
    faults.finish()?;
    let (Some(account), Some(organisation)) = (account, organisation) else { return Err(Error::NotFound) };
    let id = random_id()?;
    let row = mandate::ActiveModel {
        public_id: Set(id),
        account: Set(account.id),
        organisation: Set(organisation.id),
        role: Set(word(&new.role)),
        negotiation: Set(new.negotiation),
        valid_from: Set(new.from),
        valid_to: Set(new.to),
        granted_by: Set(permit.object()),
        granted_at: Set(app.now()),
        confirmed_at: Set(None),
        confirmed_by: Set(None),
        refused_at: Set(None),
        revoked_at: Set(None),
        ..Default::default()
    };
    let tx = app.begin_write().await?;
    db::mandates::insert(&*tx, row, permit).await?;
    let stored = db::mandates::find(&*tx, id).await?.ok_or(Error::NotFound)?;
    let done = OperatorAct::RequestMandate(terms(&stored)?);
    record(app, &*tx, stored.organisation_id, by, done).await?;
    tx.commit().await?;
    Ok(stored.try_into()?)
}

/// A page of the mandates, in the order in which they were asked for; for the operator. `after` is the page before's
/// `next`.
///
/// # Errors
/// [`Error::NotFound`] for anybody else; [`Error::Invalid`] for an `after` that no page named.
pub async fn mandates(app: &App, viewer: &Viewer, after: Option<&str>) -> Answer<Page<MandateView>> {
    let page = super::mandates::page(app, viewer, after).await?;
    Ok(Page { items: page.items.into_iter().map(|named| named.mandate).collect(), next: page.next })
}
