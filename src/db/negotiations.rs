//! Negotiations: the frame of each, and the caches its acts keep.

use super::Error;
use super::words::{from_json, json, value, word};
use domain::bargaining::{Negotiation, Opening, Party};
use domain::policy::Permit;
use domain::term::TermSheet;
use entity::negotiation;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};

/// Names frozen with the frame.
#[derive(Debug, Serialize, Deserialize)]
struct Parties {
    worker_side: Party,
    employer_side: Party,
    bureau: Party,
    enterprises: Vec<Party>,
}

/// Stores a frame; its id is in the row that comes back.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, opening: &Opening, by: i64) -> Result<negotiation::Model, Error> {
    let parties = Parties {
        worker_side: opening.worker_side.clone(),
        employer_side: opening.employer_side.clone(),
        bureau: opening.bureau.clone(),
        enterprises: opening.enterprises.clone(),
    };
    let row = negotiation::ActiveModel {
        title: Set(opening.title.clone()),
        jurisdiction: Set(opening.jurisdiction.clone()),
        area: Set(opening.area.clone()),
        industry: Set(opening.industry.clone()),
        worker_org: Set(opening.worker_side.organisation),
        employer_org: Set(opening.employer_side.organisation),
        bureau_org: Set(opening.bureau.organisation),
        parties: Set(json(&parties)),
        previous_sheet: Set(opening.previous.as_ref().map(TermSheet::canonical)),
        reopening: Set(word(&opening.reopening)),
        initiator: Set(word(&opening.initiator)),
        opened_at: Set(opening.opened_at),
        opened_by: Set(by),
        stage: Set("draft".to_owned()),
        version: Set(0),
        bureau_in: Set(false),
        ..Default::default()
    };
    Ok(negotiation::Entity::insert(row).exec_with_returning(db).await?)
}

/// One row.
///
/// # Errors
/// The database's.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<negotiation::Model>, Error> {
    Ok(negotiation::Entity::find_by_id(id).one(db).await?)
}

/// How many acts one has now.
///
/// # Errors
/// The database's.
pub async fn version(db: &impl ConnectionTrait, id: i64) -> Result<Option<i64>, Error> {
    let found = negotiation::Entity::find_by_id(id).select_only().column(negotiation::Column::Version);
    Ok(found.into_tuple().one(db).await?)
}

/// What a list may show: the whole of where a viewer's organisations stand.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Organisations with an unlimited mandate.
    pub organisations: Vec<i64>,
    /// Limited mandates: (organisation, negotiation).
    pub limited: Vec<(i64, i64)>,
}

/// Negotiations within reach: a party sees its own once it started it or was invited; the bureau once brought in.
///
/// # Errors
/// The database's.
pub async fn within(db: &impl ConnectionTrait, reach: &Reach) -> Result<Vec<negotiation::Model>, Error> {
    use negotiation::Column as C;
    let mut any = Condition::any();
    let both = |first, second| Condition::all().add(first).add(second);
    let stands = |orgs: Vec<i64>| {
        let orgs = || orgs.iter().copied();
        Condition::any()
            .add(both(C::WorkerOrg.is_in(orgs()), C::Initiator.eq("worker_side")))
            .add(both(C::EmployerOrg.is_in(orgs()), C::Initiator.eq("employer_side")))
            .add(both(C::WorkerOrg.is_in(orgs()), C::Version.gt(0)))
            .add(both(C::EmployerOrg.is_in(orgs()), C::Version.gt(0)))
            .add(both(C::BureauOrg.is_in(orgs()), C::BureauIn.eq(true)))
    };
    if !reach.organisations.is_empty() {
        any = any.add(stands(reach.organisations.clone()));
    }
    for (organisation, id) in &reach.limited {
        any = any.add(Condition::all().add(C::Id.eq(*id)).add(stands(vec![*organisation])));
    }
    if any.is_empty() {
        return Ok(Vec::new());
    }
    Ok(negotiation::Entity::find().filter(any).order_by_desc(C::Id).all(db).await?)
}

/// Moves the version from `seen` to the state's, with the caches; only if nobody else has.
///
/// # Errors
/// [`Error::Stale`] when somebody has.
pub async fn advance(
    db: &impl ConnectionTrait,
    id: i64,
    seen: i64,
    state: &Negotiation,
    _permit: Permit,
) -> Result<(), Error> {
    use negotiation::Column as C;
    let update = negotiation::Entity::update_many()
        .col_expr(C::Version, Expr::value(i64::from(state.seq())))
        .col_expr(C::Stage, Expr::value(state.stage().word()))
        .col_expr(C::BureauIn, Expr::value(state.bureau_in().is_some()))
        .filter(C::Id.eq(id))
        .filter(C::Version.eq(seen));
    if update.exec(db).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// The frame of a row.
///
/// # Errors
/// [`Error::Inconsistent`] for a row the domain refuses.
pub fn opening(row: &negotiation::Model) -> Result<Opening, Error> {
    let parties: Parties = from_json(&row.parties)?;
    let previous = row.previous_sheet.as_ref().map(|text| sheet(text)).transpose()?;
    Ok(Opening {
        id: row.id,
        title: row.title.clone(),
        jurisdiction: row.jurisdiction.clone(),
        area: row.area.clone(),
        industry: row.industry.clone(),
        worker_side: parties.worker_side,
        employer_side: parties.employer_side,
        bureau: parties.bureau,
        enterprises: parties.enterprises,
        previous,
        reopening: value(&row.reopening)?,
        initiator: value(&row.initiator)?,
        opened_at: row.opened_at,
    })
}

/// A stored sheet.
///
/// # Errors
/// [`Error::Inconsistent`] for text that is no sheet.
pub fn sheet(text: &str) -> Result<TermSheet, Error> {
    TermSheet::parse(text.as_bytes()).map_err(|faults| Error::Inconsistent(format!("term sheet: {faults:?}")))
}
