//! Profiles that an organisation keeps: how its payrolls are read. Nobody else learns of them.

use super::accounts::random_id;
use super::page::{self, Page, Size};
use super::payroll::Seen;
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer};
use crate::db;
use crate::db::words::from_json;
use chrono::{DateTime, Utc};
use domain::limits::PROFILES_KEPT;
use domain::payroll::profile::Profile;
use domain::payroll::profile::schema::PayrollProfile;
use domain::policy::{self, KeepProfiles, Permit};
use entity::payroll_profile;
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A version of a profile.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ProfileView {
    pub id: Uuid,
    pub name: String,
    /// From 1, by name.
    pub version: i32,
    /// Of its canonical text: what a summary names.
    pub sha256: String,
    pub at: DateTime<Utc>,
    /// When a payroll was last read by it, or when it was saved.
    pub used_at: DateTime<Utc>,
    /// `concord.payroll-profile/1`.
    #[schema(value_type = PayrollProfile)]
    pub profile: Value,
}

/// Versions a page.
pub const PAGE: Size = Size(50);
/// Versions tried on a file.
const TRIED: u64 = 100;

fn view(row: payroll_profile::Model) -> Answer<ProfileView> {
    let (id, name, version, sha256) = (row.public_id, row.name, row.version, row.sha256);
    Ok(ProfileView { id, name, version, sha256, at: row.at, used_at: row.used_at, profile: from_json(&row.profile)? })
}

/// The organisation for which the viewer holds a mandate without limit, by the permit to keep its profiles.
fn keeper(
    viewer: &Viewer,
    is: impl Fn(&super::ActiveMandate) -> bool,
) -> Answer<(i64, Result<Permit<KeepProfiles>, Error>)> {
    viewer.account()?;
    let held = viewer.mandates().iter().find(|held| held.negotiation.is_none() && is(held)).ok_or(Error::NotFound)?;
    let permit = policy::keep_profiles(held.organisation_key, held.role).map_err(Error::from);
    Ok((held.organisation_key, permit))
}

/// Whether the viewer may keep profiles of an organisation: asked before a body is read.
///
/// # Errors
/// [`Error::NotFound`] without a mandate for it, [`Error::Forbidden`] for who may only watch.
pub fn judged(viewer: &Viewer, organisation: Uuid) -> Answer<()> {
    keeper(viewer, |held| held.organisation == organisation)?.1.map(|_| ())
}

/// The permit for an organisation by its key.
pub(super) fn permit(viewer: &Viewer, organisation: i64) -> Answer<Permit<KeepProfiles>> {
    keeper(viewer, |held| held.organisation_key == organisation)?.1
}

/// Versions of an organisation's profiles, the newest first.
///
/// # Errors
/// [`Error::NotFound`] without a mandate for it.
pub async fn list(app: &App, viewer: &Viewer, organisation: Uuid, after: Option<Uuid>) -> Answer<Page<ProfileView>> {
    let (key, _) = keeper(viewer, |held| held.organisation == organisation)?;
    let after = match after {
        None => None,
        Some(id) => {
            let found = db::payroll_profiles::find(&app.db, id).await?.filter(|row| row.organisation == key);
            Some(found.ok_or_else(page::unknown)?.id)
        }
    };
    let rows = db::payroll_profiles::page(&app.db, key, after, PAGE.more()).await?;
    PAGE.of(rows, view, |profile| profile.id.to_string())
}

/// One version.
///
/// # Errors
/// [`Error::NotFound`] for who holds no mandate for its organisation.
pub async fn get(app: &App, viewer: &Viewer, id: Uuid) -> Answer<ProfileView> {
    view(own(app, viewer, id).await?)
}

/// What one version says.
///
/// # Errors
/// As [`get`].
pub async fn profile(app: &App, viewer: &Viewer, id: Uuid) -> Answer<Profile> {
    parsed(&own(app, viewer, id).await?)
}

async fn own(app: &App, viewer: &Viewer, id: Uuid) -> Answer<payroll_profile::Model> {
    viewer.account()?;
    let row = db::payroll_profiles::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let (_, _permit) = keeper(viewer, |held| held.organisation_key == row.organisation)?;
    Ok(row)
}

fn parsed(row: &payroll_profile::Model) -> Answer<Profile> {
    Profile::parse(row.profile.as_bytes()).map_err(|faults| Error::internal(format!("{faults:?}")))
}

/// Keeps a profile of JSON for an organisation.
///
/// # Errors
/// [`Error::Sheet`] with every fault of it; as for what is kept by the page.
pub async fn create(app: &App, viewer: &Viewer, organisation: Uuid, json: &[u8]) -> Answer<ProfileView> {
    let (key, permit) = keeper(viewer, |held| held.organisation == organisation)?;
    permit?;
    let profile = Profile::parse(json).map_err(Error::Sheet)?;
    save(app, viewer, key, &profile).await
}

/// Keeps a profile: the next version of its name, or the last one if it says the same.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] for who may not; [`Error::Invalid`] where too many are kept.
pub(super) async fn save(app: &App, viewer: &Viewer, organisation: i64, profile: &Profile) -> Answer<ProfileView> {
    let permit = permit(viewer, organisation)?;
    let (account, sha256) = (viewer.account()?, profile.sha256());
    let tx = app.begin_write().await?;
    let last = db::payroll_profiles::latest(&tx, organisation, &profile.name).await?;
    if let Some(same) = last.as_ref().filter(|last| last.sha256 == sha256) {
        db::payroll_profiles::touch(&tx, permit, same.id, app.now()).await?;
        tx.commit().await?;
        return view(payroll_profile::Model { used_at: app.now(), ..same.clone() });
    }
    let most = u64::try_from(PROFILES_KEPT).unwrap_or(u64::MAX);
    if db::payroll_profiles::count(&tx, organisation).await? >= most {
        let field = "name".to_owned();
        return Err(Error::Invalid(vec![FieldFault { field, code: FieldCode::TooMany }]));
    }
    let row = payroll_profile::ActiveModel {
        public_id: Set(random_id()?),
        name: Set(profile.name.clone()),
        version: Set(last.map_or(0, |last| last.version).saturating_add(1)),
        sha256: Set(sha256),
        profile: Set(profile.canonical()),
        account: Set(account),
        at: Set(app.now()),
        used_at: Set(app.now()),
        ..Default::default()
    };
    let stored = db::payroll_profiles::insert(&tx, permit, row).await?;
    tx.commit().await?;
    view(stored)
}

/// Of the profiles that an organisation keeps, the one used last of which everything stands in a file: only the latest version
/// of each name is tried.
pub(super) async fn fitting(app: &App, organisation: i64, seen: &Seen) -> Answer<Option<(i32, Profile)>> {
    let mut tried = BTreeSet::new();
    for row in db::payroll_profiles::used(&app.db, organisation, TRIED).await? {
        if !tried.insert(row.name.clone()) {
            continue;
        }
        let latest = db::payroll_profiles::latest(&app.db, organisation, &row.name).await?.unwrap_or(row);
        let Ok(profile) = parsed(&latest).inspect_err(|error| app.unreadable("a profile", latest.public_id, error))
        else {
            continue;
        };
        if profile.fit(&seen.heads).is_ok() {
            return Ok(Some((latest.version, profile)));
        }
    }
    Ok(None)
}
