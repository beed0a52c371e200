//! A negotiation for a viewer: the wall first, then its acts, replayed once and kept.
//!
//! Acts are append-only, so what was replayed up to a version stays true: a reader replays only what came since.

use super::table::Worked;
use super::{Answer, App, Error, Viewer};
use crate::db;
use crate::db::acts::StoredAct;
use domain::bargaining::{Negotiation, Opening, Seq, evolve};
use domain::party::Actor;
use domain::policy::{Action, Permit};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sea_orm::ConnectionTrait;
use std::sync::{Arc, OnceLock};

/// What the replays kept may weigh, in bytes of stored acts.
const HEAVIEST: u64 = 64 << 20;

/// About how many negotiations that is.
const NEGOTIATIONS: usize = 1000;

/// A negotiation with its acts.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    /// After the last of `acts`.
    pub state: Arc<Negotiation>,
    /// In order, from the first.
    pub acts: Vec<Arc<StoredAct>>,
    /// The present table, worked out by the first who asks.
    pub worked: OnceLock<Arc<Worked>>,
}

impl Loaded {
    pub(super) fn last_hash(&self) -> &str {
        self.acts.last().map_or("", |act| &act.sha256)
    }

    /// The guard of concurrent acts.
    pub(super) fn version(&self) -> i64 {
        self.state.seq().into()
    }

    fn push(&mut self, act: StoredAct) -> Answer<()> {
        evolve(Arc::make_mut(&mut self.state), &act.event).map_err(|error| Error::Internal(error.to_string()))?;
        self.acts.push(Arc::new(act));
        self.worked = OnceLock::new();
        Ok(())
    }
}

#[derive(Clone, Debug)]
struct Weight;

impl Weighter<i64, Arc<Loaded>> for Weight {
    fn weight(&self, _: &i64, loaded: &Arc<Loaded>) -> u64 {
        loaded.acts.iter().map(|act| act.bytes).fold(1, u64::saturating_add)
    }
}

/// Negotiations replayed so far.
#[derive(Debug)]
pub struct Replays(Cache<i64, Arc<Loaded>, Weight>);

impl Default for Replays {
    fn default() -> Self {
        Self(Cache::with_weighter(NEGOTIATIONS, HEAVIEST, Weight))
    }
}

/// A negotiation that the viewer may do something with, and as whom.
pub(super) struct Known {
    pub loaded: Arc<Loaded>,
    pub actor: Actor,
    pub permit: Permit,
}

/// Finds a negotiation for an action of the viewer, under `mandate` where the viewer names one.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or none for this viewer, alike in wording and in work: whoever stands
/// nowhere in it is turned away before an act is read. [`Error::Forbidden`] for who sees it and may not do this.
pub(super) async fn known(
    app: &App,
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    id: i64,
    action: Action,
    mandate: Option<i64>,
) -> Answer<Known> {
    viewer.account()?;
    let found = find(app, db, id).await?;
    let opening = found.opening();
    if !viewer.mandates().iter().any(|held| opening.capacity_of(held.organisation).is_some()) {
        return Err(Error::NotFound);
    }
    let loaded = found.replayed(app, db).await?;
    let (actor, permit) = viewer.allowed(app, &loaded.state, action, mandate)?;
    Ok(Known { loaded, actor, permit })
}

/// A negotiation for the server's own work, asked for no viewer.
pub(super) async fn load(app: &App, db: &impl ConnectionTrait, id: i64) -> Answer<Arc<Loaded>> {
    find(app, db, id).await?.replayed(app, db).await
}

/// A negotiation found: replayed up to some version, and the version it has now.
struct Found {
    kept: Arc<Loaded>,
    version: i64,
}

/// Finds one; what was kept of it spares its frame from being read again, which never changes.
async fn find(app: &App, db: &impl ConnectionTrait, id: i64) -> Answer<Found> {
    if let Some(kept) = app.replays.0.get(&id) {
        let version = db::negotiations::version(db, id).await?.ok_or(Error::NotFound)?;
        if kept.version() <= version {
            return Ok(Found { kept, version });
        }
    }
    let row = db::negotiations::find(db, id).await?.ok_or(Error::NotFound)?;
    let state = Arc::new(Negotiation::opened(db::negotiations::opening(&row)?));
    let kept = Arc::new(Loaded { state, acts: Vec::new(), worked: OnceLock::new() });
    Ok(Found { kept, version: row.version })
}

impl Found {
    fn opening(&self) -> &Opening {
        self.kept.state.opening()
    }

    /// With every act up to the version.
    async fn replayed(self, app: &App, db: &impl ConnectionTrait) -> Answer<Arc<Loaded>> {
        let Self { kept, version } = self;
        if kept.version() == version {
            return Ok(kept);
        }
        let id = kept.state.opening().id;
        let mut loaded = Loaded::clone(&kept);
        for act in db::acts::between(db, id, kept.version(), version).await? {
            loaded.push(act)?;
        }
        if loaded.version() != version {
            return Err(Error::Internal(format!("negotiation {id}: {} acts at version {version}", loaded.acts.len())));
        }
        let loaded = Arc::new(loaded);
        app.replays.0.insert(id, Arc::clone(&loaded));
        Ok(loaded)
    }
}

/// The state as it stood after an act; `None` for one that is not there.
pub(super) fn as_of(loaded: &Loaded, seq: Seq) -> Answer<Option<Negotiation>> {
    if seq > loaded.state.seq() {
        return Ok(None);
    }
    let events = loaded.acts.iter().map(|act| &act.event).take_while(|event| event.seq <= seq);
    let replayed = domain::bargaining::replay(loaded.state.opening().clone(), events);
    replayed.map(Some).map_err(|error| Error::Internal(error.to_string()))
}
