//! A negotiation for a viewer: the access rule first, by rows that an index finds; then its acts, replayed once and kept.
//!
//! Acts are append-only, so what was replayed up to a version stays true: a reader replays only what came since.

use super::log::{self, Read};
use super::table::Worked;
use super::work::aside;
use super::writing::Writing;
use super::{Answer, App, Error, Viewer};
use crate::db;
use domain::bargaining::{Act, Done, Event, Negotiation, Seq, evolve};
use domain::limits::LARGE_ACT_BYTES;
use domain::party::Actor;
use domain::policy::{Permission, Permit};
use domain::record::Aggregate;
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use sea_orm::ConnectionTrait;
use std::borrow::Cow;
use std::mem::take;
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

/// What the replays kept may weigh, in bytes of stored acts.
const HEAVIEST: u64 = 48 << 20;

/// About how many negotiations that is.
const NEGOTIATIONS: usize = 1000;

/// A stored act: the event and the hash of its entry.
#[derive(Clone, Debug)]
pub(super) struct StoredEvent {
    /// Without its sheet where that is kept as text.
    head: Event,
    /// A large sheet: as values it takes many times as much.
    sheet: Option<Box<str>>,
    /// SHA-256 (hex) of the entry.
    pub hash: String,
    /// Length of what is stored.
    pub bytes: u64,
}

impl StoredEvent {
    pub(super) fn new(mut event: Event, hash: String, bytes: u64) -> Self {
        let sheet = match &mut event.act {
            Act::TableOffer { sheet, .. } if bytes > LARGE_ACT_BYTES => Some(take(sheet).to_string().into()),
            _ => None,
        };
        Self { head: event, sheet, hash, bytes }
    }

    /// All of the event but maybe its sheet.
    pub(super) const fn head(&self) -> &Event {
        &self.head
    }

    /// The event, whole.
    pub(super) fn event(&self) -> Cow<'_, Event> {
        let Some(text) = &self.sheet else { return Cow::Borrowed(&self.head) };
        let mut event = self.head.clone();
        if let Act::TableOffer { sheet, .. } = &mut event.act {
            // It was written from values a moment before it was kept.
            *sheet = serde_json::from_str(text).unwrap_or_default();
        }
        Cow::Owned(event)
    }
}

/// A negotiation with its acts.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    /// Key of the negotiation.
    pub key: i64,
    /// After the last of `acts`.
    pub state: Arc<Negotiation>,
    /// In order, from the first after the opening.
    pub acts: Vec<Arc<StoredEvent>>,
    /// Hash of the last entry.
    pub last_hash: String,
    /// The present table, worked out by the first who asks.
    pub worked: OnceLock<Arc<Worked>>,
}

impl Loaded {
    /// After a negotiation's opening.
    fn opened(key: i64, id: Uuid, first: Read<Done>) -> Answer<Self> {
        let state = Negotiation::open(id, first.at, first.done).map_err(|error| inconsistent(id, &error))?;
        Ok(Self { key, state: Arc::new(state), acts: Vec::new(), last_hash: first.hash, worked: OnceLock::new() })
    }

    /// The guard of concurrent acts.
    pub(super) fn version(&self) -> i64 {
        self.state.seq().into()
    }

    /// Instant of the last act, or of the opening.
    pub(super) fn changed_at(&self) -> chrono::DateTime<chrono::Utc> {
        self.acts.last().map_or(self.state.opening().opened_at, |act| act.head.at)
    }

    /// With one act more, which made it this state.
    pub(super) fn after(&self, state: Negotiation, act: StoredEvent) -> Self {
        let last_hash = act.hash.clone();
        let acts = self.acts.iter().cloned().chain([Arc::new(act)]).collect();
        Self { key: self.key, state: Arc::new(state), acts, last_hash, worked: OnceLock::new() }
    }

    fn push(&mut self, read: Read<Done>) -> Answer<()> {
        let id = self.state.opening().id;
        let event = read.done.event(read.seq, read.at);
        let event = event.ok_or_else(|| inconsistent(id, &"a second opening"))?;
        evolve(Arc::make_mut(&mut self.state), &event).map_err(|error| inconsistent(id, &error))?;
        self.last_hash.clone_from(&read.hash);
        self.acts.push(Arc::new(StoredEvent::new(event, read.hash, read.bytes)));
        self.worked = OnceLock::new();
        Ok(())
    }
}

fn inconsistent(id: Uuid, why: &dyn std::fmt::Display) -> Error {
    tracing::error!(stream = %id, %why, "a negotiation that cannot be rebuilt");
    Error::Unreadable
}

#[derive(Clone, Debug)]
struct Weight;

impl Weighter<Uuid, Arc<Loaded>> for Weight {
    fn weight(&self, _: &Uuid, loaded: &Arc<Loaded>) -> u64 {
        loaded.acts.iter().map(|act| act.bytes).fold(1, u64::saturating_add)
    }
}

/// Locks under which negotiations are replayed, each for those of its number.
const LOCKS: u128 = 64;

/// Negotiations replayed so far.
#[derive(Debug)]
pub struct Replays {
    kept: Cache<Uuid, Arc<Loaded>, Weight>,
    /// One replays, the others wait for what it has replayed.
    locks: Vec<Mutex<()>>,
}

impl Default for Replays {
    fn default() -> Self {
        let mut options = OptionsBuilder::new();
        // One shard: of several each would keep its share alone, and what is heavier than a share is never kept.
        options.shards(1).estimated_items_capacity(NEGOTIATIONS).weight_capacity(HEAVIEST);
        #[expect(clippy::expect_used, reason = "both capacities are set")]
        let options = options.build().expect("capacities");
        let kept = Cache::with_options(options, Weight, DefaultHashBuilder::default(), DefaultLifecycle::default());
        Self { kept, locks: (0..LOCKS).map(|_| Mutex::default()).collect() }
    }
}

impl Replays {
    /// As it is kept, if that is at a version or past it.
    fn since(&self, id: Uuid, version: i64) -> Option<Arc<Loaded>> {
        self.kept.get(&id).filter(|kept| kept.version() >= version)
    }

    /// Keeps what was replayed, or what an act of this server has made (whoever looks next replays nothing), unless what
    /// is kept is newer.
    pub(super) fn keep(&self, id: Uuid, loaded: Arc<Loaded>) {
        if self.since(id, loaded.version()).is_none() {
            self.kept.insert(id, loaded);
        }
    }

    /// Waits until nobody else replays the negotiation.
    async fn turn(&self, id: Uuid) -> Option<MutexGuard<'_, ()>> {
        let place = usize::try_from(id.as_u128().checked_rem(LOCKS)?).ok()?;
        Some(self.locks.get(place)?.lock().await)
    }
}

/// A negotiation that the viewer may do something with, and as whom.
pub(super) struct Known<P> {
    /// Its key.
    pub key: i64,
    pub loaded: Arc<Loaded>,
    pub actor: Actor,
    /// Key of the mandate the actor acts under.
    pub mandate: i64,
    pub permit: Permit<P>,
}

/// Finds a negotiation for an action of the viewer, under `mandate` where the viewer names one.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or none for this viewer, alike in wording and in work: whoever may not see
/// it is turned away by one look into an index, before an act is read. [`Error::Forbidden`] for who sees it and may not
/// do this.
pub(super) async fn known<P: Permission>(
    app: &App,
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    id: Uuid,
    mandate: Option<Uuid>,
) -> Answer<Known<P>> {
    viewer.account()?;
    let gate = db::negotiations::gate(db, id, &viewer.organisations_for(id)).await?;
    let gate = gate.filter(|gate| gate.visible).ok_or(Error::NotFound)?;
    let loaded = replayed(app, db, gate.id, id, gate.version).await?;
    let (mandate, actor, permit) = viewer.permitted::<P>(app, gate.id, &loaded.state, mandate)?;
    Ok(Known { key: gate.id, mandate, loaded, actor, permit })
}

/// Begins to write in a negotiation: what [`known`] finds still stands in the transaction. It is replayed before the
/// transaction begins; within it only what came in between, for the others wait.
///
/// # Errors
/// As [`known`]; [`Error::Busy`] when the turn to write does not come in time.
pub(super) async fn writing<P: Permission>(app: &App, viewer: &Viewer, id: Uuid) -> Answer<(Writing, Known<P>)> {
    let before = known::<P>(app, &app.db, viewer, id, None).await?;
    let tx = app.begin_write().await?;
    // Held until here, so that it cannot be forgotten meanwhile.
    app.replays.keep(id, before.loaded);
    let known = known::<P>(app, &tx, viewer, id, None).await?;
    Ok((tx, known))
}

/// A negotiation for the server's own work, asked for no viewer.
pub(super) async fn load(app: &App, db: &impl ConnectionTrait, id: Uuid) -> Answer<Arc<Loaded>> {
    let row = db::negotiations::find(db, id).await?.ok_or(Error::NotFound)?;
    replayed(app, db, row.id, id, row.version).await
}

/// With every act up to the version; maybe with those that came while it was asked for.
async fn replayed(app: &App, db: &impl ConnectionTrait, key: i64, id: Uuid, version: i64) -> Answer<Arc<Loaded>> {
    if let Some(kept) = app.replays.since(id, version) {
        return Ok(kept);
    }
    let _turn = app.replays.turn(id).await;
    if let Some(kept) = app.replays.since(id, version) {
        return Ok(kept);
    }
    let kept = app.replays.kept.get(&id);
    let seen = kept.as_ref().map(|kept| kept.state.seq());
    let events = log::after::<Negotiation>(db, id, seen).await;
    let events = events.inspect_err(|error| {
        if matches!(error, Error::Unreadable) {
            app.unreadable("an event", id, error);
        }
    });
    let mut events = events?.into_iter();
    let mut loaded = match kept {
        Some(kept) => Loaded::clone(&kept),
        None => Loaded::opened(key, id, events.next().ok_or_else(|| inconsistent(id, &"no opening"))?)?,
    };
    let new: Vec<_> = events.take_while(|event| i64::from(event.seq) <= version).collect();
    let large = new.iter().any(|event| event.bytes > LARGE_ACT_BYTES);
    let replay = || new.into_iter().try_for_each(|event| loaded.push(event));
    if large {
        aside(replay)?
    } else {
        replay()?
    }
    if loaded.version() != version {
        return Err(inconsistent(id, &format!("act {} at version {version}", loaded.version())));
    }
    let loaded = Arc::new(loaded);
    app.replays.keep(id, Arc::clone(&loaded));
    Ok(loaded)
}

/// The state as it stood after an act; `None` for one that is not there.
pub(super) fn as_of(loaded: &Loaded, seq: Seq) -> Answer<Option<Negotiation>> {
    if seq > loaded.state.seq() {
        return Ok(None);
    }
    let opening = loaded.state.opening();
    let mut state = Negotiation::opened(opening.clone());
    for act in loaded.acts.iter().take_while(|act| act.head.seq <= seq) {
        evolve(&mut state, &act.event()).map_err(|error| inconsistent(opening.id, &error))?;
    }
    Ok(Some(state))
}
