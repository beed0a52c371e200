//! Looking up what an act names, before it is judged: only that, and never more than the limits of an act allow.

use super::known::{Known, Loaded, known};
use super::{Answer, App, Error, Viewer};
use crate::db;
use crate::db::words::value;
use domain::bargaining::{Act, Person, References, Stored, Successor};
use domain::policy::permission;
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What is found of what an act names.
///
/// # Errors
/// [`Error::Refused`] for an act over its limits: nothing is looked up for it.
pub(super) async fn found(
    app: &App,
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    loaded: &Loaded,
    act: &Act,
) -> Answer<References> {
    let (id, key) = (loaded.state.opening().id, loaded.key);
    let named = act.named()?;
    let here = viewer.mandates().iter().filter(|held| held.negotiation.is_none_or(|limit| limit == id));
    let own = here.map(|held| held.organisation).collect();
    let accounts = people(app, db, &named.accounts, id).await?;
    let negotiation = match named.negotiation {
        Some(other) => successor(app, db, viewer, other).await?,
        None => None,
    };
    let document = match named.document {
        Some(document) => stored(db, key, document).await?,
        None => None,
    };
    Ok(References { own, accounts, negotiation, document })
}

/// Accounts with the organisations they hold mandates for today, here.
async fn people(
    app: &App,
    db: &impl ConnectionTrait,
    accounts: &BTreeSet<Uuid>,
    negotiation: Uuid,
) -> Answer<BTreeMap<Uuid, Person>> {
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = db::accounts::among(db, accounts).await?;
    let person =
        |row: entity::account::Model| (row.public_id, Person { closed: row.closed_at.is_some(), ..Person::default() });
    let mut people: BTreeMap<Uuid, Person> = rows.into_iter().map(person).collect();
    for row in db::mandates::among(db, accounts, app.today()).await? {
        let here = row.negotiation_id.is_none_or(|limit| limit == negotiation);
        if let Some(person) = people.get_mut(&row.account_id).filter(|_| here) {
            person.organisations.insert(row.organisation_id);
        }
    }
    Ok(people)
}

/// Another negotiation, if the viewer may see it.
async fn successor(app: &App, db: &impl ConnectionTrait, viewer: &Viewer, id: Uuid) -> Answer<Option<Successor>> {
    let state = match known::<permission::Read>(app, db, viewer, id, None).await {
        Ok(Known { loaded, .. }) => loaded,
        Err(Error::NotFound | Error::Forbidden) => return Ok(None),
        Err(error) => return Err(error),
    };
    let opening = state.state.opening();
    let status = state.state.status(app.book(&opening.jurisdiction)?, app.now());
    Ok(Some(Successor {
        id,
        worker_side: opening.worker_side.organisation,
        employer_side: opening.employer_side.organisation,
        area: opening.area.clone(),
        industry: opening.industry.clone(),
        enterprises: opening.enterprises.iter().map(|enterprise| enterprise.organisation).collect(),
        in_force: status.in_force.is_some() && !status.stage.is_over(),
    }))
}

/// A document stored in the negotiation.
async fn stored(db: &impl ConnectionTrait, negotiation: i64, id: Uuid) -> Answer<Option<Stored>> {
    let Some(row) = db::documents::find(db, negotiation, id).await? else { return Ok(None) };
    let size = u64::try_from(row.size).map_err(Error::internal)?;
    let (name, media_type, sha256) = (row.name, row.media_type, row.sha256);
    Ok(Some(Stored { id: row.public_id, side: value(&row.side)?, name, media_type, size, sha256 }))
}

/// Accounts that hold a mandate for the viewer's own organisation here, with the person's name, by name: whom the side
/// has to name.
///
/// # Errors
/// [`Error::NotFound`] for who may not see the negotiation.
pub async fn colleagues(app: &App, viewer: &Viewer, id: Uuid) -> Answer<Vec<(Uuid, String)>> {
    let Known { actor, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let held = db::mandates::of_organisation(&app.db, actor.organisation, app.today()).await?;
    let here = held.into_iter().filter(|row| row.negotiation_id.is_none_or(|limit| limit == id));
    let accounts: BTreeSet<Uuid> = here.map(|row| row.account_id).collect();
    let rows = db::accounts::among(&app.db, &accounts).await?;
    let open = rows.into_iter().filter(|row| row.closed_at.is_none());
    let mut people: Vec<(Uuid, String)> = open.map(|row| (row.public_id, row.name)).collect();
    people.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(people)
}
